package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A try that has lost goes back to the start, whatever the body does about it. */
@Timeout(60)
class RetryTest {

  private final Ref<Integer> contended = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  /** What the body met in its doomed try; asserted outside, because there it would be swallowed. */
  private final List<Throwable> met = new ArrayList<>();

  private void addTenElsewhere() {
    Threads.elsewhere(() -> Transaction.dosync(() -> contended.alter(n -> n + 10)));
  }

  /** In the first try, loses and returns the signal; null in later tries. */
  private Throwable swallowedSignal() {
    int seen = contended.deref();
    if (tries.incrementAndGet() > 1) {
      return null;
    }
    addTenElsewhere();
    Throwable signal = catchThrowable(() -> contended.alter(n -> seen + 1));
    met.add(signal);
    return signal;
  }

  @ParameterizedTest
  @EnumSource
  void theResultIsThatOfTheTryThatCommits(Isolation isolation) {
    int result =
        Transaction.options()
            .isolation(isolation)
            .dosync(
                () -> {
                  int seen = contended.deref();
                  if (tries.incrementAndGet() <= 3) {
                    addTenElsewhere();
                  }
                  contended.set(seen + 1);
                  return tries.get();
                });
    assertThat(result).isEqualTo(4);
    assertThat(contended.deref()).isEqualTo(31);
  }

  @ParameterizedTest
  @EnumSource
  void aSwallowedSignalStillRetries(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              swallowedSignal();
              contended.alter(n -> n + 1);
            });
    assertThat(contended.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void aSwallowedSignalAtTheEndOfTheBodyStillRetries(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              other.set(tries.get());
              swallowedSignal();
            });
    assertThat(other.deref()).isEqualTo(1);
    assertThat(tries).hasValue(2);
  }

  /** In Clojure this loses the other transaction's update. */
  @ParameterizedTest
  @EnumSource
  void aBodyThatSwallowsTheSignalCannotWriteTheSameRef(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              int seen = contended.deref();
              swallowedSignal();
              met.add(catchThrowable(() -> contended.set(seen + 1)));
            });
    assertThat(contended.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
    assertThat(met).hasSize(3);
    assertThat(met.get(1)).isSameAs(met.get(0)).isNotNull();
    assertThat(met.get(2)).isNull();
  }

  static List<Threads.Task> operations() {
    Ref<Integer> fresh = Ref.of(0);
    return List.of(
        fresh::deref,
        fresh::ensure,
        () -> fresh.set(1),
        () -> fresh.alter(n -> n + 1),
        () -> fresh.commute(n -> n + 1),
        () -> Transaction.onCommit(() -> {}),
        () -> Transaction.onAbort(() -> {}),
        () -> Transaction.check(false),
        Transaction::retry,
        () -> Transaction.dosync(() -> 1),
        () -> Transaction.orElse(() -> 1, () -> 2));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyLaterOperationThrowsTheSignalAgain(Threads.Task operation) {
    Transaction.dosync(
        () -> {
          if (swallowedSignal() != null) {
            met.add(catchThrowable(operation::run));
          }
        });
    assertThat(tries).hasValue(2);
    assertThat(met).hasSize(2);
    assertThat(met.get(1)).isSameAs(met.get(0));
  }

  @Test
  void aSignalSwallowedAroundANestedTransactionStillRetries() {
    Transaction.dosync(
        () -> {
          other.set(tries.get());
          Transaction.dosync(this::swallowedSignal);
        });
    assertThat(other.deref()).isEqualTo(1);
    assertThat(tries).hasValue(2);
  }

  @Test
  void anExceptionInADoomedTryIsNotReported() {
    Transaction.dosync(
        () -> {
          if (swallowedSignal() != null) {
            throw new IllegalArgumentException("a consequence of the lost try");
          }
        });
    assertThat(tries).hasValue(2);
  }

  @Test
  void aCheckedExceptionInADoomedTryIsNotReported() throws IOException {
    Transaction.dosync(
        () -> {
          Throwable signal = swallowedSignal();
          if (signal != null) {
            throw new IOException(signal);
          }
        });
    assertThat(tries).hasValue(2);
  }

  @Test
  void anExceptionInAGoodTryIsReportedAtOnce() {
    IOException thrown = new IOException("disk full");
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      other.set(1);
                      tries.incrementAndGet();
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(tries).hasValue(1);
    assertThat(other.deref()).isZero();
  }

  @Test
  void theSignalIsAnErrorWithoutStackTraceAndSaysWhatItIs() {
    Transaction.dosync(this::swallowedSignal);
    assertThat(met).hasSize(1);
    assertThat(met.get(0)).isInstanceOf(Error.class).hasMessageContaining("retried");
    assertThat(met.get(0).getStackTrace()).isEmpty();
  }

  @Test
  void aTransactionThatChangesNothingIsNotRetried() {
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          contended.deref();
          addTenElsewhere();
        });
    assertThat(tries).hasValue(1);
  }
}
