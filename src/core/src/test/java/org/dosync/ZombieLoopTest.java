package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A body must never see values that no moment held, not even in a try that is going to be retried:
 * on such values it may loop for ever, or throw what could not happen. Here two refs are always
 * equal.
 */
@Timeout(60)
class ZombieLoopTest {

  private final Ref<Integer> left = Ref.of(0);
  private final Ref<Integer> right = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private void incrementBoth() {
    left.alter(n -> n + 1);
    right.alter(n -> n + 1);
  }

  private void changeBothElsewhere() {
    Threads.elsewhere(() -> Transaction.dosync(this::incrementBoth));
  }

  private void changeBothElsewhereInTheFirstTry() {
    if (tries.incrementAndGet() == 1) {
      changeBothElsewhere();
    }
  }

  private static int requireEqual(int one, int other) {
    if (one != other) {
      throw new AssertionError("No moment held " + one + " and " + other);
    }
    return one;
  }

  @ParameterizedTest
  @EnumSource
  void twoReads(TransactionKind kind) {
    kind.options.dosync(
        () -> {
          int seen = left.deref();
          changeBothElsewhereInTheFirstTry();
          requireEqual(seen, right.deref());
        });
  }

  @ParameterizedTest
  @EnumSource
  void manyCommitsBetweenTwoReads(TransactionKind kind) {
    kind.options.dosync(
        () -> {
          int seen = left.deref();
          for (int i = 0; i < 30; i++) {
            changeBothElsewhere();
          }
          requireEqual(seen, right.deref());
        });
  }

  @ParameterizedTest
  @EnumSource
  void theSameRefReadTwice(TransactionKind kind) {
    kind.options.dosync(
        () -> {
          int seen = left.deref();
          changeBothElsewhereInTheFirstTry();
          right.deref();
          requireEqual(seen, left.deref());
        });
  }

  @ParameterizedTest
  @EnumSource
  void aReadAfterAnAlter(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = left.alter(n -> n + 1) - 1;
              changeBothElsewhereInTheFirstTry();
              requireEqual(seen, right.deref());
            });
    assertThat(tries).hasValue(2);
  }

  /** Few refs are changed without a read point, more are not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 40})
  void anAlterAfterAlters(int count) {
    List<Ref<Integer>> refs = refs(count);
    Transaction.dosync(
        () -> {
          int seen = alterAll(refs);
          right.alter(n -> requireEqual(seen, n) + 1);
        });
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 40})
  void aReadAfterAlters(int count) {
    List<Ref<Integer>> refs = refs(count);
    Transaction.dosync(() -> requireEqual(alterAll(refs), right.deref()));
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 40})
  void anAlterAfterAltersThatNobodyElseMakes(int count) {
    List<Ref<Integer>> refs = refs(count);
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          refs.forEach(ref -> ref.alter(n -> n + 1));
          changeBothElsewhere();
          right.alter(n -> n + 1);
        });
    assertThat(tries).hasValue(1);
  }

  private static List<Ref<Integer>> refs(int count) {
    return Stream.generate(() -> Ref.of(0)).limit(count).toList();
  }

  /** What the last one held; in the first try, others change all of them and both. */
  private int alterAll(List<Ref<Integer>> refs) {
    int seen = 0;
    for (Ref<Integer> ref : refs) {
      seen = ref.alter(n -> n + 1) - 1;
    }
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(
          () ->
              Transaction.dosync(
                  () -> {
                    refs.forEach(ref -> ref.alter(n -> n + 1));
                    incrementBoth();
                  }));
    }
    return seen;
  }

  @ParameterizedTest
  @EnumSource
  void anAlterAfterARead(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = left.deref();
              changeBothElsewhereInTheFirstTry();
              right.alter(n -> requireEqual(seen, n));
            });
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void anEnsureAfterARead(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = left.deref();
              changeBothElsewhereInTheFirstTry();
              requireEqual(seen, right.ensure());
            });
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void aReadInTheFunctionOfAnAlter(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () ->
                left.alter(
                    n -> {
                      changeBothElsewhereInTheFirstTry();
                      return requireEqual(n, right.deref());
                    }));
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void aReadInTheFunctionOfACommuteThatTurnsIntoAnAlter(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              left.commute(
                  n -> {
                    changeBothElsewhereInTheFirstTry();
                    return requireEqual(n, right.deref());
                  });
              left.deref();
            });
    assertThat(tries).hasValue(2);
  }

  @Test
  void aReadInTheFunctionOfACommuteAtTheCommit() {
    Transaction.dosync(
        () ->
            left.commute(
                n -> {
                  changeBothElsewhereInTheFirstTry();
                  return requireEqual(n, right.deref());
                }));
  }

  /** So many reads that the transaction was taken for a read-only one. */
  @Test
  void aReadInTheFunctionOfACommuteAtTheCommitAfterManyReads() {
    List<Ref<Integer>> others = IntStream.range(0, 50).mapToObj(Ref::of).toList();
    Transaction.dosync(
        () -> {
          others.forEach(Ref::deref);
          left.commute(n -> requireEqual(n, right.deref()));
          changeBothElsewhereInTheFirstTry();
        });
  }

  @ParameterizedTest
  @EnumSource
  void aReadAfterANestedTransactionThatWasUndone(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = alterAndUndo(left);
              changeBothElsewhereInTheFirstTry();
              requireEqual(seen, right.deref());
            });
  }

  private static int alterAndUndo(Ref<Integer> ref) {
    int[] seen = new int[1];
    try {
      Transaction.dosync(
          () -> {
            seen[0] = ref.alter(n -> n + 1) - 1;
            throw new ArithmeticException("on purpose");
          });
    } catch (ArithmeticException expected) {
      // undone
    }
    return seen[0];
  }

  @ParameterizedTest
  @EnumSource
  void aReadAfterAFailedBranch(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int[] seen = new int[1];
              Transaction.<Void, RuntimeException>orElse(
                  () -> {
                    seen[0] = left.deref();
                    return Transaction.retry();
                  },
                  () -> null);
              changeBothElsewhereInTheFirstTry();
              requireEqual(seen[0], right.deref());
            });
  }

  /** The classic: on an inconsistent pair this loop would never end. */
  @ParameterizedTest
  @EnumSource
  void bodiesThatLoopUntilTheTwoAreEqualComeToAnEnd(TransactionKind kind) {
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        List.of(
            () -> {
              while (!done.get()) {
                changeBoth();
              }
            },
            () -> {
              try {
                for (int i = 0; i < 20_000; i++) {
                  kind.options.dosync(this::loopUntilEqual);
                }
              } finally {
                done.set(true);
              }
            }));
  }

  private void loopUntilEqual() {
    int turns = 0;
    while (!left.deref().equals(right.deref())) {
      assertThat(turns++).as("turns").isZero();
    }
  }

  private void changeBoth() {
    Transaction.dosync(
        () -> {
          left.alter(n -> n + 1);
          right.alter(n -> n + 1);
        });
  }

  /** In writing transactions the functions must see equal ones as well. */
  @ParameterizedTest
  @EnumSource
  void functionsThatReadTheOtherRefSeeAnEqualOne(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    Threads.together(
        3,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                options.dosync(
                    () -> {
                      right.alter(r -> requireEqual(left.alter(n -> n + 1) - 1, r) + 1);
                    });
                options.dosync(() -> left.alter(n -> requireEqual(n, right.deref())));
              }
            });
    assertThat(List.of(left.deref(), right.deref())).containsOnly(15_000);
  }
}
