package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Watches of atoms and refs. */
@Timeout(30)
class WatchTest {

  private static final RuntimeException FAILURE = new RuntimeException("from a watch");

  private final List<Object> told = new ArrayList<>();

  private final Watch<Object> teller =
      (key, reference, from, to) -> told.add(key + ": " + from + "->" + to);

  private final Watch<Object> thrower =
      (key, reference, from, to) -> {
        throw FAILURE;
      };

  // ---- what they are told

  @ParameterizedTest
  @EnumSource
  void watchIsToldKeyReferenceOldAndNewValue(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    Object key = new Object();
    reference.addWatch(key, (k, r, from, to) -> told.addAll(List.of(k, r, from, to)));
    assertThat(told).isEmpty();

    kind.set(reference, 2);

    assertThat(told).containsExactly(key, reference, 1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void watchIsToldOfNullsToo(Kind kind) {
    Reference<Integer> reference = kind.of(null);
    reference.addWatch("w", teller);

    kind.set(reference, 1);
    kind.set(reference, null);

    assertThat(told).containsExactly("w: null->1", "w: 1->null");
  }

  @ParameterizedTest
  @EnumSource
  void watchIsToldOfAChangeThatChangesNothing(Kind kind) {
    Reference<String> reference = kind.of("same");
    reference.addWatch("w", teller);

    kind.change(reference, same -> same);
    kind.set(reference, "same");

    assertThat(told).containsExactly("w: same->same", "w: same->same");
  }

  @ParameterizedTest
  @EnumSource
  void watchIsNotToldOfARefusedValue(Kind kind) {
    Reference<Integer> reference = kind.build(1, b -> b.validator(n -> n < 10));
    reference.addWatch("w", teller);

    assertThatThrownBy(() -> kind.set(reference, 10)).isInstanceOf(InvalidStateException.class);

    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void watchRunsOnTheChangingThreadAfterTheChangeAndOutsideAnyTransaction(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    AtomicReference<Thread> changing = new AtomicReference<>();
    reference.addWatch(
        "w",
        (key, changed, from, to) -> {
          told.add(Thread.currentThread() == changing.get());
          told.add(Transaction.isRunning());
          told.add(changed.deref());
        });

    Threads.elsewhere(
        () -> {
          changing.set(Thread.currentThread());
          kind.set(reference, 2);
        });

    assertThat(told).containsExactly(true, false, 2);
  }

  /** By the time a watch is told of a value the reference may hold a newer one. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AGENT") // there it is another action
  void watchMayChangeItsReference(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    reference.addWatch(
        "first",
        (key, changed, from, to) -> {
          if (to == 2) {
            kind.set(reference, 3);
          }
        });
    reference.addWatch(
        "second", (key, now, from, to) -> told.add(from + "->" + to + " now " + now.deref()));

    assertThat(kind.set(reference, 2)).isEqualTo(2);

    assertThat(told).containsExactly("2->3 now 3", "1->2 now 3");
  }

  // ---- keys and order

  @ParameterizedTest
  @EnumSource
  void watchesRunInTheOrderTheyWereAdded(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    for (String key : "the quick brown fox jumps over lazy dogs".split(" ")) {
      reference.addWatch(key, (k, r, from, to) -> told.add(k));
    }

    kind.set(reference, 2);

    assertThat(told)
        .containsExactly("the", "quick", "brown", "fox", "jumps", "over", "lazy", "dogs");
    assertThat(new ArrayList<>(reference.watches().keySet())).isEqualTo(told);
  }

  @ParameterizedTest
  @EnumSource
  void watchUnderAnEqualKeyIsReplacedAndKeepsItsPlace(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    reference.addWatch(List.of("a"), (k, r, from, to) -> told.add("old a"));
    reference.addWatch("b", (k, r, from, to) -> told.add("b"));
    reference.addWatch(List.of("a"), (k, r, from, to) -> told.add("new a"));

    kind.set(reference, 2);

    assertThat(told).containsExactly("new a", "b");
    assertThat(reference.watches()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void removedWatchIsToldNoMoreAndMayBeAddedAgainLast(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    reference.addWatch("a", teller);
    reference.addWatch("b", teller);

    reference.removeWatch("a");
    kind.set(reference, 2);
    reference.addWatch("a", teller);
    kind.set(reference, 3);
    reference.removeWatch("a");
    reference.removeWatch("b");
    kind.set(reference, 4);

    assertThat(told).containsExactly("b: 1->2", "b: 2->3", "a: 2->3");
    assertThat(reference.watches()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void removingAWatchThatIsNotThereDoesNothing(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    reference.removeWatch("never there");
    reference.addWatch("w", teller);
    reference.removeWatch("never there");

    kind.set(reference, 2);

    assertThat(told).containsExactly("w: 1->2");
  }

  @ParameterizedTest
  @EnumSource
  void watchesAreShownAsAnImmutableSnapshot(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    reference.addWatch("w", teller);

    Map<Object, Watch<? super Integer>> before = reference.watches();
    reference.addWatch("x", teller);

    assertThat(before).containsOnlyKeys("w").containsValue(teller);
    assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void watchesAddedAndRemovedByAWatchCountFromTheNextChangeOn(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    reference.addWatch(
        "first",
        (key, changed, from, to) -> {
          reference.removeWatch("first");
          reference.removeWatch("second");
          reference.addWatch("third", teller);
        });
    reference.addWatch("second", teller);

    kind.set(reference, 2);
    kind.set(reference, 3);

    assertThat(told).containsExactly("second: 1->2", "third: 2->3");
  }

  @ParameterizedTest
  @EnumSource
  void watchAddedInATransactionThatAbortsStays(Kind kind) {
    Reference<Integer> reference = kind.of(1);

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      reference.addWatch("w", teller);
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);
    kind.set(reference, 2);

    assertThat(told).containsExactly("w: 1->2");
  }

  @ParameterizedTest
  @EnumSource
  void addingWatchesKeepsNameMetaDataAndValidator(Kind kind) {
    Reference<Integer> reference =
        kind.build(1, b -> b.name("n").meta(Map.of("a", 1)).validator(n -> n < 10));
    reference.addWatch("w", teller);
    reference.removeWatch("w");

    assertThat(reference.name()).isEqualTo("n");
    assertThat(reference.meta()).isEqualTo(Map.of("a", 1));
    assertThat(reference.validator()).isNotNull();
  }

  /** Racing changes of what is attached to one reference: none is lost. */
  @ParameterizedTest
  @EnumSource
  void watchesAddedByRacingThreadsAreAllThere(Kind kind) {
    Reference<Integer> reference = kind.of(1);

    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 100; i++) {
                reference.addWatch(index * 100 + i, teller);
              }
            });

    assertThat(reference.watches()).hasSize(400);
  }

  /**
   * Else whoever adds a watch, looks at the value and waits for a better one might wait for ever.
   */
  @ParameterizedTest
  @EnumSource
  void watchAddedWhileTheOldValueWasThereIsToldOfTheChange(Kind kind) {
    AtomicInteger changer = new AtomicInteger();
    AtomicInteger adder = new AtomicInteger();
    List<Reference<Integer>> references = new ArrayList<>();
    List<AtomicBoolean> due = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      references.add(kind.of(0));
      due.add(new AtomicBoolean());
    }

    Threads.Task change =
        () -> {
          for (Reference<Integer> reference : references) {
            meet(changer, adder);
            kind.set(reference, 1);
          }
        };
    Threads.Task add =
        () -> {
          for (int i = 0; i < references.size(); i++) {
            AtomicBoolean mine = due.get(i);
            meet(adder, changer);
            spin(i % 128);
            references.get(i).addWatch("w", (key, r, from, to) -> mine.set(true));
            if (references.get(i).deref() == 1) {
              mine.set(true);
            }
          }
        };
    Threads.together(List.of(change, add));

    assertThat(due.stream().filter(each -> !each.get()).count()).as("missed").isZero();
  }

  private static void meet(AtomicInteger mine, AtomicInteger other) {
    int turn = mine.incrementAndGet();
    for (int spins = 0; other.get() < turn; spins++) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      if (spins < 100) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Lets the other thread go ahead, by another bit in each round. */
  private static void spin(int turns) {
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  // ---- failures

  @ParameterizedTest
  @EnumSource
  void watchThatThrowsStopsNeitherTheOthersNorTheCaller(Kind kind) {
    for (Throwable thrown : List.of(new RuntimeException(), new Exception(), new Error())) {
      told.clear();
      Reference<Integer> reference = kind.of(1);
      reference.addWatch("before", teller);
      reference.addWatch(
          "thrower",
          (key, changed, from, to) -> {
            throw Sneaky.rethrow(thrown);
          });
      reference.addWatch("after", teller);

      try (CaughtFailures failures = new CaughtFailures()) {
        assertThat(kind.set(reference, 2)).isEqualTo(2);
        assertThat(failures.only()).isEqualTo(new Failure("watch thrower", reference, thrown));
      }
      assertThat(told).containsExactly("before: 1->2", "after: 1->2");
      assertThat(reference.deref()).isEqualTo(2);
    }
  }

  @Test
  void watchOfARefThatThrowsStopsNeitherOtherRefsNorEffects() {
    Ref<Integer> first = Ref.of(1);
    Ref<Integer> second = Ref.of(1);
    first.addWatch("thrower", thrower);
    second.addWatch("thrower", thrower);
    second.addWatch("after", teller);

    try (CaughtFailures failures = new CaughtFailures()) {
      Transaction.dosync(
          () -> {
            first.set(2);
            second.set(2);
            Transaction.onCommit(() -> told.add("effect"));
          });
      assertThat(failures.all()).hasSize(2);
    }

    assertThat(told).containsExactly("after: 1->2", "effect");
  }
}
