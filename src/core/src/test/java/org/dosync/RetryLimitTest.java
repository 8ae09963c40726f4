package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost tries have a limit. */
@Timeout(60)
class RetryLimitTest {

  private static final TransactionOptions SEPARATE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  private final Ref<Integer> contended = Ref.builder(0).name("contended").build();
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  /** A body that cannot commit, because each time another transaction does. */
  private void lose() {
    tries.incrementAndGet();
    other.set(1);
    int seen = contended.deref();
    SEPARATE.dosync(() -> contended.alter(n -> n + 10));
    contended.set(seen + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatLosesOnceMoreThanItsLimitThrows(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation).maxRetries(3);
    assertThatThrownBy(() -> options.dosync(this::lose)).isInstanceOf(RetryLimitException.class);
    assertThat(tries).hasValue(4);
    assertThat(contended.deref()).isEqualTo(40);
    assertThat(other.deref()).isZero();
  }

  @Test
  void theExceptionTellsTheTransactionItsTriesAndTheContendedRefs() {
    TransactionOptions options = Transaction.options().name("booking").maxRetries(2);
    RetryLimitException thrown =
        catchThrowableOfType(RetryLimitException.class, () -> options.dosync(this::lose));
    assertThat(thrown.transactionName()).isEqualTo("booking");
    assertThat(thrown.tries()).isEqualTo(3);
    assertThat(thrown.contended()).hasSize(1).first().isSameAs(contended);
    assertThat(thrown)
        .hasMessageContaining("failed after reaching retry limit")
        .hasMessageContainingAll("booking", "3 tries", "contended");
  }

  @Test
  void withALimitOfZeroOneTryMustDo() {
    TransactionOptions once = Transaction.options().maxRetries(0);
    assertThatThrownBy(() -> once.dosync(this::lose)).isInstanceOf(RetryLimitException.class);
    assertThat(tries).hasValue(1);
    once.dosync(() -> other.set(2));
    assertThat(other.deref()).isEqualTo(2);
  }

  @Test
  void theLimitIsThatOfClojureByDefault() {
    assertThatThrownBy(() -> Transaction.dosync(this::lose))
        .isInstanceOf(RetryLimitException.class);
    assertThat(tries).hasValue(10_001);
  }

  @Test
  void hooksOfEveryLostTryRun() {
    AtomicInteger aborted = new AtomicInteger();
    TransactionOptions options = Transaction.options().maxRetries(5);
    assertThatThrownBy(
            () ->
                options.dosync(
                    () -> {
                      Transaction.onAbort(aborted::incrementAndGet);
                      lose();
                    }))
        .isInstanceOf(RetryLimitException.class);
    assertThat(aborted).hasValue(6);
  }

  /**
   * The first try of this one stops logging its reads, and then writes: an affair of the engine.
   */
  @Test
  void restartsThatTheEngineMakesForItselfDoNotCount() {
    Ref<Integer> sum = Ref.of(0);
    Transaction.options()
        .maxRetries(0)
        .dosync(
            () -> {
              for (int i = 0; i < 50; i++) {
                other.deref();
              }
              if (tries.incrementAndGet() == 1) {
                SEPARATE.dosync(() -> contended.set(1));
              }
              sum.set(other.deref());
            });
    assertThat(tries).hasValue(2);
  }

  /** After its 16th lost try it was let through; that must not outlive it. */
  @Test
  void othersAreNotHeldUpByATransactionThatGaveUp() {
    TransactionOptions options = Transaction.options().maxRetries(20);
    assertThatThrownBy(() -> options.dosync(this::lose)).isInstanceOf(RetryLimitException.class);
    Threads.elsewhere(
        () -> {
          long before = System.nanoTime();
          Transaction.dosync(() -> other.set(3));
          assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
        });
    assertThat(other.deref()).isEqualTo(3);
  }
}
