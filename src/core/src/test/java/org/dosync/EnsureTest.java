package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A value that was ensured is still there at the commit. See also {@link WriteSkewTest}. */
@Timeout(60)
class EnsureTest {

  private final Ref<Integer> limit = Ref.of(10);
  private final Ref<Integer> used = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private void setLimitElsewhereInTheFirstTry() {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(() -> Transaction.dosync(() -> limit.set(20)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionWhoseEnsuredRefChangesIsRunAgain(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = limit.ensure();
              setLimitElsewhereInTheFirstTry();
              used.set(seen);
            });
    assertThat(used.deref()).isEqualTo(20);
    assertThat(tries).hasValue(2);
  }

  /** The other one commits while the one that ensures is open: Clojure would have it wait. */
  @ParameterizedTest
  @EnumSource
  void ensureBlocksNobody(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              limit.ensure();
              setLimitElsewhereInTheFirstTry();
              assertThat(tries.get() == 1 ? 20 : limit.deref()).isEqualTo(20);
            });
    assertThat(limit.deref()).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void anEnsuredRefIsNotChanged(Isolation isolation) {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> kept = Ref.builder(1).history(History.keep(5).withClock(clock)).build();
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              assertThat(kept.ensure()).isEqualTo(1);
              used.set(1);
            });
    assertThat(kept.historyCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void twoTransactionsThatEnsureTheSameRefDoNotConflict(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    Ref<Integer> alsoUsed = Ref.of(0);
    options.dosync(
        () -> {
          tries.incrementAndGet();
          used.set(limit.ensure());
          Threads.elsewhere(() -> options.dosync(() -> alsoUsed.set(limit.ensure())));
        });
    assertThat(List.of(used.deref(), alsoUsed.deref())).containsOnly(10);
    assertThat(tries).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void anEnsuredRefCanBeChangedByItsOwnTransaction(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = limit.ensure();
              limit.set(seen + 1);
              assertThat(limit.ensure()).isEqualTo(11);
              limit.alter(n -> n + 1);
            });
    assertThat(limit.deref()).isEqualTo(12);
  }

  @ParameterizedTest
  @EnumSource
  void ensureIsAReadInATransactionThatChangesNothing(TransactionKind kind) {
    int seen =
        kind.options.dosync(
            () -> {
              int ensured = limit.ensure();
              setLimitElsewhereInTheFirstTry();
              return ensured;
            });
    assertThat(seen).isEqualTo(10);
    assertThat(tries).hasValue(1);
  }

  /** In Clojure two transactions that ensure what the other one writes hold each other up. */
  @ParameterizedTest
  @EnumSource
  void transactionsThatEnsureWhatTheOtherWritesComeToAnEnd(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    Threads.together(
        List.of(() -> follow(options, used, limit), () -> follow(options, limit, used)));
    assertThat(Math.abs(used.deref() - limit.deref())).isEqualTo(1);
  }

  /** After each such transaction one is ahead of the other by one. */
  private static void follow(TransactionOptions options, Ref<Integer> mine, Ref<Integer> theirs) {
    for (int i = 0; i < 10_000; i++) {
      options.dosync(() -> mine.set(theirs.ensure() + 1));
    }
  }
}
