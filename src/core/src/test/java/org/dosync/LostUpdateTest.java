package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two transactions change the same ref: neither change may go under. */
@Timeout(60)
class LostUpdateTest {

  private final Ref<Integer> sold = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private void sellOneElsewhereInTheFirstTry() {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(() -> Transaction.dosync(() -> sold.alter(n -> n + 1)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSetThatFollowsFromAReadCountsBesideAnotherCommit(Isolation isolation) {
    assertASetThatFollowsCounts(isolation, sold::deref);
  }

  @ParameterizedTest
  @EnumSource
  void aSetThatFollowsFromAnEnsureCountsBesideAnotherCommit(Isolation isolation) {
    assertASetThatFollowsCounts(isolation, sold::ensure);
  }

  /** The body knows what the function was given. */
  @ParameterizedTest
  @EnumSource
  void aSetThatFollowsFromAnAlterThatThrewCountsBesideAnotherCommit(Isolation isolation) {
    assertASetThatFollowsCounts(isolation, this::seenByAnAlterThatThrows);
  }

  private void assertASetThatFollowsCounts(Isolation isolation, IntSupplier look) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int before = look.getAsInt();
              sellOneElsewhereInTheFirstTry();
              sold.set(before + 1);
            });
    assertThat(sold.deref()).isEqualTo(2);
    assertThat(tries).hasValue(2);
  }

  private int seenByAnAlterThatThrows() {
    int[] seen = new int[1];
    assertThatThrownBy(
            () ->
                sold.alter(
                    n -> {
                      seen[0] = n;
                      throw new IllegalStateException("not today");
                    }))
        .hasMessage("not today");
    return seen[0];
  }

  @ParameterizedTest
  @EnumSource
  void anAlterCountsBesideACommitWhileItsFunctionRuns(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () ->
                sold.alter(
                    n -> {
                      sellOneElsewhereInTheFirstTry();
                      return n + 1;
                    }));
    assertThat(sold.deref()).isEqualTo(2);
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void anAlterCountsBesideACommitAfterIt(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              sold.alter(n -> n + 1);
              sellOneElsewhereInTheFirstTry();
            });
    assertThat(sold.deref()).isEqualTo(2);
    assertThat(tries).hasValue(2);
  }

  @Test
  void twoTransactionsThatHaveReadTheSameValueBothCount() {
    Gate first = new Gate();
    Gate second = new Gate();
    try (Threads threads = new Threads()) {
      threads.start(() -> Transaction.dosync(() -> sellOneAt(first)));
      threads.start(() -> Transaction.dosync(() -> sellOneAt(second)));
      first.awaitArrival();
      second.awaitArrival();
      first.open();
      second.open();
    }
    assertThat(sold.deref()).isEqualTo(2);
    assertThat(tries).hasValue(3);
  }

  private void sellOneAt(Gate gate) {
    tries.incrementAndGet();
    int before = sold.deref();
    gate.pass();
    sold.set(before + 1);
  }

  /** Serializable: it might have run after the other. */
  @Test
  void aSetThatFollowsFromNothingIsNotRetried() {
    Transaction.dosync(
        () -> {
          sold.set(10);
          sellOneElsewhereInTheFirstTry();
        });
    assertThat(sold.deref()).isEqualTo(10);
    assertThat(tries).hasValue(1);
  }

  /** Snapshot isolation, as in Clojure: the first one to commit wins. */
  @Test
  void underSnapshotIsolationASetNeverGoesOverANewerValue() {
    Transaction.options()
        .isolation(Isolation.SNAPSHOT)
        .dosync(
            () -> {
              sold.set(10 + sold.deref());
              sellOneElsewhereInTheFirstTry();
            });
    assertThat(sold.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
  }

  /** Other transactions meet its pending version, and wait for it or lose; nobody overwrites it. */
  @Test
  void aChangeMadeDuringACommitCountsAfterIt() {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> slow = Ref.builder(0).history(History.keep(0).withClock(clock)).build();
    try (Threads threads = new Threads()) {
      Gate inCommit = clock.stop();
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    slow.set(1);
                    sold.alter(n -> n + 1);
                  }));
      inCommit.awaitArrival();
      threads.start(() -> Transaction.dosync(() -> sold.alter(n -> n + 1)));
      threads.start(() -> Transaction.dosync(() -> sold.commute(n -> n + 1)));
      inCommit.open();
    }
    assertThat(sold.deref()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsThatSellAndTakeBackLeaveAnExactCount(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 2_500; i++) {
                options.dosync(() -> sold.alter(n -> n + 1));
                options.dosync(() -> sold.set(sold.deref() - 1));
                options.dosync(() -> sold.commute(n -> n + 1));
              }
            });
    assertThat(sold.deref()).isEqualTo(4 * 2_500);
  }
}
