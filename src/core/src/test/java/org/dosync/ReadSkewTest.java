package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction reads a ref, another one changes it, and the first reads on: all of one moment. */
@Timeout(60)
class ReadSkewTest {

  private final Ref<Integer> savings = Ref.of(50);
  private final Ref<Integer> checking = Ref.of(50);
  private final Ref<Integer> report = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private void transferElsewhereInTheFirstTry() {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(this::transfer);
    }
  }

  private void transfer() {
    Transaction.dosync(
        () -> {
          savings.alter(n -> n - 10);
          checking.alter(n -> n + 10);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aReportIsTrueAtTheMomentOfItsTransaction(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int sum = savings.deref();
              transferElsewhereInTheFirstTry();
              report.set(sum + checking.deref());
            });
    assertThat(report.deref()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void aRefReadTwiceHasTheSameValue(TransactionKind kind) {
    kind.options.dosync(
        () -> {
          int first = savings.deref();
          transferElsewhereInTheFirstTry();
          assertThat(savings.deref()).isEqualTo(first);
        });
  }

  @Test
  void aTransactionThatWritesFromSuchReadsIsRunAgain() {
    Transaction.dosync(
        () -> {
          report.set(savings.deref());
          transferElsewhereInTheFirstTry();
          checking.deref();
        });
    assertThat(report.deref()).isEqualTo(40);
    assertThat(tries).hasValue(2);
  }

  /** The moment moves on as long as nothing that was read has changed: no retry. */
  @Test
  void aTransactionMaySeeACommitThatCameAfterItBegan() {
    Transaction.dosync(
        () -> {
          report.alter(n -> n + 1);
          transferElsewhereInTheFirstTry();
          report.alter(n -> n + savings.deref() + checking.deref());
        });
    assertThat(report.deref()).isEqualTo(101);
    assertThat(tries).hasValue(1);
  }

  @Test
  void underSnapshotIsolationItSeesWhatWasThereWhenItBegan() {
    Transaction.options()
        .isolation(Isolation.SNAPSHOT)
        .dosync(
            () -> {
              transferElsewhereInTheFirstTry();
              report.set(savings.deref() - checking.deref());
            });
    assertThat(report.deref()).isZero();
    assertThat(tries).hasValue(1);
  }

  @Test
  void aRefThatAnotherCommitHoldsButDoesNotChangeIsNoReasonToRetry() {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> slow = Ref.builder(0).history(History.keep(0).withClock(clock)).build();
    clock.fail(new AssertionError("a broken clock"));
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          int seen = savings.deref();
          Threads.elsewhere(() -> failToChange(slow));
          report.set(seen + savings.deref());
        });
    assertThat(report.deref()).isEqualTo(100);
    assertThat(tries).hasValue(1);
  }

  private void failToChange(Ref<Integer> slow) {
    try {
      Transaction.dosync(
          () -> {
            savings.set(0);
            slow.set(1);
          });
    } catch (AssertionError expected) {
      // the broken clock
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsBesideManyTransfersAreAllTrue(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        List.of(
            () -> {
              while (!done.get()) {
                transfer();
              }
            },
            () -> {
              try {
                makeReports(options);
              } finally {
                done.set(true);
              }
            }));
  }

  private void makeReports(TransactionOptions options) {
    for (int i = 0; i < 20_000; i++) {
      options.dosync(() -> report.set(savings.deref() + checking.deref()));
      assertThat(report.deref()).isEqualTo(100);
    }
  }
}
