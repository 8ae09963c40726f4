package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an atom does by itself; what it shares with refs is in {@link ReferenceTest}. */
@Timeout(30)
class AtomTest {

  private static final int THREADS = 4;
  private static final int CHANGES = 20_000;

  // ---- swap

  @Test
  void swapReturnsTheNewValueAndKeepsIt() {
    Atom<Integer> atom = Atom.of(1);

    assertThat(atom.deref()).isEqualTo(1);
    assertThat(atom.swap(n -> n + 1)).isEqualTo(2);
    assertThat(atom.deref()).isEqualTo(2);
    assertThat(atom.get()).isEqualTo(2);
    assertThat(atom.toString()).matches("#<Atom@[0-9a-f]+: 2>");
  }

  @Test
  void nullIsAValueLikeAnyOther() {
    Atom<String> atom = Atom.of(null);

    assertThat(atom.deref()).isNull();
    assertThat(atom.swap(old -> old + "!")).isEqualTo("null!");
    assertThat(atom.swap(old -> null)).isNull();
    assertThat(atom.compareAndSet(null, "set")).isTrue();
    assertThat(atom.compareAndSetEquals("set", null)).isTrue();
    assertThat(atom.compareAndSetEquals(null, "again")).isTrue();
    assertThat(atom.resetVals(null)).isEqualTo(new Change<>("again", null));
  }

  @Test
  void swapLetsThroughWhatTheFunctionThrowsAndKeepsTheValue() {
    Atom<Integer> atom = Atom.of(1);
    Exception thrown = new Exception("checked");

    assertThatThrownBy(
            () ->
                atom.swap(
                    n -> {
                      throw Sneaky.rethrow(thrown);
                    }))
        .isSameAs(thrown);
    assertThat(atom.deref()).isEqualTo(1);
  }

  /** Also what a lost race does: the function runs again, on the value that won. */
  @Test
  void swapInsideTheFunctionOfASwapMakesTheOuterRunAgain() {
    Atom<Integer> atom = Atom.of(1);
    List<Integer> seen = new ArrayList<>();

    Change<Integer> change =
        atom.swapVals(
            n -> {
              seen.add(n);
              if (seen.size() == 1) {
                atom.swap(inner -> inner * 10);
              }
              return n + 1;
            });

    assertThat(seen).containsExactly(1, 10);
    assertThat(change).isEqualTo(new Change<>(10, 11));
    assertThat(atom.deref()).isEqualTo(11);
  }

  @Test
  void swapValsTellsBothValues() {
    Atom<Integer> atom = Atom.of(1);

    assertThat(atom.swapVals(n -> n + 1)).isEqualTo(new Change<>(1, 2));
    assertThat(atom.deref()).isEqualTo(2);
  }

  @Test
  void swapInATransactionThatAbortsStays() {
    Atom<Integer> atom = Atom.of(1);
    RuntimeException abort = new RuntimeException("abort");

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      atom.swap(n -> n + 1);
                      throw abort;
                    }))
        .isSameAs(abort);
    assertThat(atom.deref()).isEqualTo(2);
  }

  @Test
  void swapInATransactionHappensOnceInEachTry() {
    Atom<Integer> tries = Atom.of(0);
    Ref<Integer> ref = Ref.of(0);

    Transaction.dosync(
        () -> {
          int value = ref.deref();
          if (tries.swap(n -> n + 1) == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(10)));
          }
          ref.set(value + 1);
        });

    assertThat(tries.deref()).isEqualTo(2);
    assertThat(ref.deref()).isEqualTo(11);
  }

  /** Sold items: each web thread sells and takes back; no change may be lost. */
  @Test
  void racingSwapsLoseNoChange() {
    Atom<Integer> sold = Atom.of(0);

    Threads.together(
        THREADS,
        index ->
            () -> {
              for (int i = 0; i < CHANGES; i++) {
                sold.swap(n -> n + 2);
                sold.swap(n -> n - 1);
              }
            });

    assertThat(sold.deref()).isEqualTo(THREADS * CHANGES);
  }

  /** The pairs that racing swaps and resets return form one chain: no value is used twice. */
  @Test
  void racingSwapValsAndResetValsReturnExactPairs() {
    Atom<Object> atom = Atom.of("first");
    List<List<Change<Object>>> changes = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      changes.add(new ArrayList<>());
    }

    Threads.together(
        THREADS,
        index ->
            () -> {
              for (int i = 0; i < 2_000; i++) {
                changes.get(index).add(atom.swapVals(old -> new Object()));
                changes.get(index).add(atom.resetVals(new Object()));
              }
            });

    List<Change<Object>> all = changes.stream().flatMap(List::stream).toList();
    assertThat(all.stream().map(Change::oldValue)).doesNotHaveDuplicates();
    assertThat(all.stream().map(Change::newValue)).doesNotHaveDuplicates();
    assertThat(all.stream().map(Change::oldValue)).contains("first").doesNotContain(atom.deref());
  }

  // ---- validator

  @Test
  void validatorRefusesAndTheValueStays() {
    Atom<Integer> atom = Atom.builder(1).validator(n -> n < 10).build();

    assertThat(atom.swap(n -> n + 8)).isEqualTo(9);
    assertThatThrownBy(() -> atom.swap(n -> n + 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Invalid reference state");
    assertThatThrownBy(() -> atom.reset(10)).isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(() -> atom.resetVals(10)).isInstanceOf(InvalidStateException.class);
    assertThat(atom.deref()).isEqualTo(9);
  }

  @Test
  void validatorIsAskedBeforeValuesAreCompared() {
    Integer one = 1;
    Atom<Integer> atom = Atom.builder(one).validator(n -> n < 10).build();

    assertThatThrownBy(() -> atom.compareAndSet(77, 10)).isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(() -> atom.compareAndSet(one, 10)).isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(() -> atom.compareAndSetEquals(77, 10))
        .isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(() -> atom.compareAndSetEquals(1, 10))
        .isInstanceOf(InvalidStateException.class);
    assertThat(atom.deref()).isSameAs(one);
  }

  @Test
  void validatorIsAskedAboutACandidateThatLosesItsRace() {
    List<Integer> asked = new ArrayList<>();
    Atom<Integer> atom = Atom.of(1);
    atom.setValidator(asked::add);
    asked.clear();
    AtomicInteger runs = new AtomicInteger();

    atom.swap(
        n -> {
          if (runs.incrementAndGet() == 1) {
            atom.reset(10);
          }
          return n + 1;
        });

    assertThat(asked).containsExactly(10, 2, 11);
  }

  /** A swap is not tried again for a candidate that is refused, even if it would have lost. */
  @Test
  void validatorRefusesACandidateThatWouldHaveLost() {
    Atom<Integer> atom = Atom.builder(1).validator(n -> n != 2).build();

    assertThatThrownBy(
            () ->
                atom.swap(
                    n -> {
                      atom.reset(10);
                      return n + 1;
                    }))
        .isInstanceOf(InvalidStateException.class);
    assertThat(atom.deref()).isEqualTo(10);
  }

  // ---- reset

  @Test
  void resetReplacesWhateverIsThere() {
    Atom<Integer> atom = Atom.of(1);

    assertThat(atom.reset(5)).isEqualTo(5);
    assertThat(atom.resetVals(6)).isEqualTo(new Change<>(5, 6));
    assertThat(atom.deref()).isEqualTo(6);
  }

  /** The validator stands for another thread that gets in between. */
  @Test
  void resetTellsWatchesTheValueItReplaced() {
    Atom<Integer> atom = Atom.of(0);
    List<String> told = new ArrayList<>();
    atom.setValidator(
        candidate -> {
          if (candidate == 2) {
            atom.reset(1);
          }
          return true;
        });
    atom.addWatch("told", (key, reference, from, to) -> told.add(from + "->" + to));

    atom.reset(2);

    assertThat(told).containsExactly("0->1", "1->2");
  }

  // ---- compare and set

  @Test
  void compareAndSetComparesIdentity() {
    String here = new String("value");
    Atom<String> atom = Atom.of(here);

    assertThat(atom.compareAndSet(new String("value"), "other")).isFalse();
    assertThat(atom.deref()).isSameAs(here);
    assertThat(atom.compareAndSet(here, "other")).isTrue();
    assertThat(atom.deref()).isEqualTo("other");
  }

  /** The boxing trap: no two boxes of 1000 need be the same object. */
  @Test
  void compareAndSetOfABoxedNumberNeedsTheVeryBox() {
    Integer box = Integer.valueOf(1000);
    Integer otherBox = Integer.valueOf(Integer.parseInt("1000"));
    Atom<Integer> atom = Atom.of(box);

    assertThat(otherBox).isNotSameAs(box);
    assertThat(atom.compareAndSet(otherBox, 1001)).isFalse();
    assertThat(atom.compareAndSetEquals(otherBox, 1001)).isTrue();
    assertThat(atom.deref()).isEqualTo(1001);
  }

  @Test
  void compareAndSetDoesNotSeeThatAValueWasAwayAndCameBack() {
    String first = "A";
    Atom<String> atom = Atom.of(first);

    atom.reset("B");
    atom.reset(first);

    assertThat(atom.compareAndSet(first, "C")).isTrue();
  }

  @Test
  void compareAndSetEqualsLeavesAnotherValueAlone() {
    Atom<Integer> atom = Atom.of(1000);

    assertThat(atom.compareAndSetEquals(1001, 5)).isFalse();
    assertThat(atom.compareAndSetEquals(null, 5)).isFalse();
    assertThat(atom.deref()).isEqualTo(1000);
  }

  @Test
  void racingCompareAndSetsLetOneThreadWinEachRound() {
    Atom<Integer> atom = Atom.of(0);
    AtomicInteger wins = new AtomicInteger();

    Threads.together(
        THREADS,
        index ->
            () -> {
              for (int i = 0; i < CHANGES; i++) {
                Integer seen = atom.deref();
                if (atom.compareAndSet(seen, seen + 1)) {
                  wins.incrementAndGet();
                }
              }
            });

    assertThat(wins.get()).isEqualTo(atom.deref()).isPositive();
  }

  // ---- watches

  @Test
  void watchesAreToldOfChangesThatChangeNothing() {
    String value = "same";
    Atom<String> atom = Atom.of(value);
    List<String> told = new ArrayList<>();
    atom.addWatch("told", (key, reference, from, to) -> told.add(from + "->" + to));

    atom.reset(value);
    atom.resetVals(value);
    atom.swap(same -> same);
    atom.swapVals(same -> same);
    atom.compareAndSet(value, value);
    atom.compareAndSetEquals(value, value);

    assertThat(told).hasSize(6).containsOnly("same->same");
  }

  @Test
  void watchesAreNotToldOfAFailedChange() {
    Atom<Integer> atom = Atom.builder(1).validator(n -> n < 10).build();
    List<Integer> told = new ArrayList<>();
    atom.addWatch("told", (key, reference, from, to) -> told.add(to));

    atom.compareAndSet(7, 8);
    atom.compareAndSetEquals(7, 8);
    assertThatThrownBy(() -> atom.reset(10)).isInstanceOf(InvalidStateException.class);
    assertThatThrownBy(
            () ->
                atom.swap(
                    n -> {
                      throw new IllegalArgumentException();
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(told).isEmpty();
  }

  /** By the time a watch runs the atom may hold a newer value than the watch is told. */
  @Test
  void watchMayChangeTheAtomItself() {
    Atom<Integer> atom = Atom.of(1);
    List<String> told = new ArrayList<>();
    atom.addWatch(
        "first",
        (key, reference, from, to) -> {
          if (to == 2) {
            atom.reset(3);
          }
        });
    atom.addWatch(
        "second", (key, now, from, to) -> told.add(from + "->" + to + " now " + now.deref()));

    assertThat(atom.swap(n -> n + 1)).isEqualTo(2);

    assertThat(told).containsExactly("2->3 now 3", "1->2 now 3");
  }
}
