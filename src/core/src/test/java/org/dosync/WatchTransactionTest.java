package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Watches of refs are told once for each transaction that has committed a change; those of atoms at
 * once, and no transaction has a part in it.
 */
@Timeout(60)
class WatchTransactionTest {

  private final Ref<Integer> ref = Ref.builder(0).name("ref").build();
  private final Ref<Integer> other = Ref.builder(0).name("other").build();
  private final List<String> events = new ArrayList<>();
  private final AtomicInteger tries = new AtomicInteger();

  private void watch(Ref<Integer> watched, String key) {
    watched.addWatch(
        key,
        (name, reference, before, after) ->
            events.add(name + ": " + reference.name() + " " + before + " -> " + after));
  }

  @Test
  void aWatchIsToldTheValuesBeforeAndAfterTheTransaction() {
    watch(ref, "a");
    Transaction.dosync(
        () -> {
          ref.set(1);
          ref.alter(n -> n + 1);
          Transaction.dosync(() -> ref.set(5));
          assertThat(events).isEmpty();
        });
    assertThat(events).containsExactly("a: ref 0 -> 5");
  }

  @Test
  void theValueBeforeACommuteIsTheOneItWasComputedOn() {
    Transaction.dosync(
        () -> {
          ref.commute(n -> n + 1);
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(10)));
            watch(ref, "a");
          }
        });
    assertThat(events).containsExactly("a: ref 10 -> 11");
  }

  /** The ref was bare when it was changed. */
  @Test
  void aWatchAddedBeforeTheCommitIsToldTheValueThatASetReplaced() {
    Ref<Integer> bare = Ref.of(0);
    Transaction.dosync(
        () -> {
          bare.set(1);
          Threads.elsewhere(() -> Transaction.dosync(() -> bare.set(10)));
          watch(bare, "a");
        });
    assertThat(events).containsExactly("a: null 10 -> 1");
  }

  @Test
  void aFunctionThatThrewHasChangedNothing() {
    watch(ref, "a");
    Transaction.dosync(
        () ->
            assertThatThrownBy(
                    () ->
                        ref.alter(
                            n -> {
                              throw new ArithmeticException("on purpose");
                            }))
                .isInstanceOf(ArithmeticException.class));
    assertThat(events).isEmpty();
  }

  @Test
  void anEqualValueIsToldToo() {
    watch(ref, "a");
    Transaction.dosync(() -> ref.alter(n -> n));
    Transaction.dosync(() -> ref.set(0));
    Transaction.dosync(() -> ref.commute(n -> n));
    assertThat(events).hasSize(3).containsOnly("a: ref 0 -> 0");
  }

  @ParameterizedTest
  @EnumSource
  void readsAndEnsuredRefsAreNotTold(Isolation isolation) {
    watch(ref, "a");
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              ref.deref();
              ref.ensure();
              other.set(1);
            });
    assertThat(events).isEmpty();
  }

  @Test
  void neitherLostNorAbortedTriesAreTold() {
    watch(ref, "a");
    Transaction.dosync(
        () -> {
          int seen = other.deref();
          ref.set(tries.incrementAndGet());
          if (tries.get() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> other.set(10)));
          }
          other.set(seen);
        });
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.set(70);
                      throw new ArithmeticException("on purpose");
                    }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(events).containsExactly("a: ref 0 -> 2");
  }

  @Test
  void watchesOfOneRefAreToldInTheOrderTheyWereAddedAndOutsideTheTransaction() {
    watch(ref, "c");
    watch(ref, "a");
    ref.addWatch("b", (key, reference, before, after) -> events.add("" + Transaction.isRunning()));
    Transaction.dosync(() -> ref.set(1));
    assertThat(events).containsExactly("c: ref 0 -> 1", "a: ref 0 -> 1", "false");
  }

  @Test
  void allChangesAreThereWhenTheFirstWatchIsTold() {
    ref.addWatch("both", (key, reference, before, after) -> events.add(both()));
    other.addWatch("both", (key, reference, before, after) -> events.add(both()));
    Transaction.dosync(
        () -> {
          ref.set(1);
          other.set(1);
        });
    assertThat(events).containsExactly("1 1", "1 1");
  }

  private String both() {
    return ref.deref() + " " + other.deref();
  }

  /** In Clojure the transaction has committed, and watches and sends are gone. */
  @Test
  void aWatchThatThrowsLosesNothing() {
    AssertionError error = new AssertionError("on purpose");
    ref.addWatch(
        "broken",
        (key, reference, before, after) -> {
          throw error;
        });
    watch(ref, "a");
    watch(other, "b");
    try (CaughtFailures failures = new CaughtFailures()) {
      Transaction.dosync(
          () -> {
            Transaction.onCommit(() -> events.add("commit"));
            ref.set(1);
            other.set(2);
          });
      assertThat(failures.only().cause()).isSameAs(error);
      assertThat(failures.only().source()).isSameAs(ref);
    }
    assertThat(events).contains("a: ref 0 -> 1", "b: other 0 -> 2").endsWith("commit").hasSize(3);
  }

  /** In Clojure the inner transaction clears the sends that the outer one has not made yet. */
  @Test
  void aWatchWhoseOwnTransactionAbortsOrRetriesLosesNoEffects() {
    Ref<Integer> audit = Ref.of(0);
    ref.addWatch("aborts", (key, reference, before, after) -> abort());
    ref.addWatch("retries", (key, reference, before, after) -> loseOnce(audit));
    watch(ref, "a");
    watch(other, "b");
    try (CaughtFailures failures = new CaughtFailures()) {
      Transaction.dosync(
          () -> {
            Transaction.onCommit(() -> events.add("commit 1"));
            Transaction.onCommit(() -> events.add("commit 2"));
            Transaction.onAbort(() -> events.add("abort"));
            ref.set(1);
            other.set(2);
          });
      assertThat(failures.only().cause()).isInstanceOf(ArithmeticException.class);
    }
    assertThat(events).contains("a: ref 0 -> 1", "b: other 0 -> 2").hasSize(4);
    assertThat(events.subList(2, 4)).containsExactly("commit 1", "commit 2");
    assertThat(audit.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
  }

  private static void abort() {
    Transaction.dosync(
        () -> {
          throw new ArithmeticException("on purpose");
        });
  }

  private void loseOnce(Ref<Integer> audit) {
    Transaction.dosync(
        () -> {
          int seen = audit.deref();
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> audit.set(10)));
          }
          audit.set(seen + 1);
        });
  }

  @Test
  void theWatchOfAnAtomThatABodyChangesIsNoPartOfItsTransaction() {
    Atom<Integer> atom = Atom.of(0);
    atom.addWatch(
        "a",
        (key, reference, before, after) -> {
          events.add(before + " -> " + after + " " + Transaction.isRunning());
          Transaction.dosync(() -> ref.set(5));
        });
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      atom.swap(n -> n + 1);
                      assertThat(Transaction.isRunning()).isTrue();
                      throw new ArithmeticException("on purpose");
                    }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(events).containsExactly("0 -> 1 false");
    assertThat(ref.deref()).isEqualTo(5);
  }

  /** It would be told to retry, and that would be reported as its failure. */
  @Test
  void theWatchOfAnAtomSeesWhatIsCommittedThoughTheTryIsLost() {
    Atom<Integer> atom = Atom.of(0);
    atom.addWatch("a", (key, reference, before, after) -> events.add(both()));
    try (CaughtFailures failures = new CaughtFailures()) {
      Transaction.dosync(
          () -> {
            ref.alter(n -> n + 1);
            if (tries.incrementAndGet() == 1) {
              Threads.elsewhere(() -> Transaction.dosync(this::setBoth));
              assertThatThrownBy(other::deref).isInstanceOf(Throwable.class);
            }
            atom.reset(tries.get());
          });
      assertThat(failures.all()).isEmpty();
    }
    assertThat(events).containsExactly("7 7", "7 7");
  }

  private void setBoth() {
    ref.set(7);
    other.set(7);
  }

  @Test
  void everyCommitIsToldOnceHoweverManyThreadsThereAre() {
    List<Integer> told = Collections.synchronizedList(new ArrayList<>());
    ref.addWatch("steps", (key, reference, before, after) -> told.add(after));
    Threads.together(
        3,
        index ->
            () -> {
              for (int i = 0; i < 3_000; i++) {
                Transaction.dosync(() -> ref.alter(n -> n + 1));
              }
            });
    Collections.sort(told);
    assertThat(told).hasSize(9_000).doesNotHaveDuplicates().endsWith(9_000);
  }
}
