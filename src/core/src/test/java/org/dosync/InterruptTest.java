package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt ends a transaction that would have to try again or to wait, and no other. */
@Timeout(60)
class InterruptTest {

  private static final TransactionOptions SEPARATE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  private final Ref<Integer> contended = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  private void lose() {
    tries.incrementAndGet();
    int seen = contended.deref();
    SEPARATE.dosync(() -> contended.alter(n -> n + 10));
    contended.set(seen + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatHasLostIsNotTriedAgain(Isolation isolation) {
    assertThatThrownBy(
            () ->
                Transaction.options()
                    .isolation(isolation)
                    .name("booking")
                    .dosync(
                        () -> {
                          Thread.currentThread().interrupt();
                          lose();
                        }))
        .isInstanceOf(WaitInterruptedException.class)
        .hasMessageContaining("booking");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(tries).hasValue(1);
    assertThat(contended.deref()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatCanCommitDoesAndKeepsTheFlag(Isolation isolation) {
    Thread.currentThread().interrupt();
    Transaction.options().isolation(isolation).dosync(() -> contended.alter(n -> n + 1));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(contended.deref()).isEqualTo(1);
  }

  @Test
  void aTransactionThatLosesAllTheTimeEndsPromptly() throws InterruptedException {
    TransactionOptions stubborn = Transaction.options().maxRetries(Integer.MAX_VALUE);
    CountDownLatch lost = new CountDownLatch(30);
    try (Threads threads = new Threads()) {
      Thread loser =
          threads.start(
              () -> {
                assertThatThrownBy(
                        () ->
                            stubborn.dosync(
                                () -> {
                                  lose();
                                  lost.countDown();
                                }))
                    .isInstanceOf(WaitInterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
              });
      assertThat(lost.await(Gate.PATIENCE_SECONDS, SECONDS)).isTrue();
      loser.interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatWaitsForAChangeEnds(TransactionKind kind) {
    try (Threads threads = new Threads()) {
      Thread waiting =
          threads.start(
              () -> {
                assertThatThrownBy(
                        () -> kind.options.dosync(() -> Transaction.check(contended.deref() > 0)))
                    .isInstanceOf(WaitInterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
              });
      Waiting.awaitOneOn(contended);
      waiting.interrupt();
    }
    Waiting.assertThatNobodyIsLeftAt(contended);
  }

  @Test
  void aTransactionThatWouldWaitWithTheFlagSetEndsAtOnce() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Transaction.dosync(() -> Transaction.check(contended.deref() > 0)))
        .isInstanceOf(WaitInterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  /** Somebody interrupted, and the body told us so in a try that was lost already. */
  @Test
  void anInterruptedExceptionInADoomedTryIsAnInterrupt() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      assertThat(catchThrowable(this::loseAtOnce)).isInstanceOf(Error.class);
                      Thread.currentThread().interrupt();
                      new CountDownLatch(1).await();
                    }))
        .isInstanceOf(WaitInterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(tries).hasValue(1);
  }

  private void loseAtOnce() {
    tries.incrementAndGet();
    contended.deref();
    SEPARATE.dosync(() -> contended.alter(n -> n + 10));
    contended.alter(n -> n + 1);
  }

  @Test
  void anInterruptedExceptionOfTheBodyReachesTheCallerUnchanged() {
    InterruptedException thrown = new InterruptedException("the body's own");
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      contended.set(1);
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(contended.deref()).isZero();
  }
}
