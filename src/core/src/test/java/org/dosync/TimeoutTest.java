package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction with a timeout neither retries nor waits for longer. */
@Timeout(60)
class TimeoutTest {

  private static final Duration SHORT = Duration.ofMillis(30);
  private static final TransactionOptions SEPARATE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  private final Ref<Integer> contended = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private void lose() {
    tries.incrementAndGet();
    int seen = contended.deref();
    SEPARATE.dosync(() -> contended.alter(n -> n + 10));
    contended.set(seen + 1);
  }

  private static void takeLongerThan(Duration duration) {
    long began = System.nanoTime();
    while (System.nanoTime() - began <= duration.toNanos()) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatKeepsLosingEnds(Isolation isolation) {
    TransactionOptions options =
        Transaction.options().isolation(isolation).maxRetries(Integer.MAX_VALUE).timeout(SHORT);
    long began = System.nanoTime();
    assertThatThrownBy(() -> options.dosync(this::lose))
        .isInstanceOf(TransactionTimeoutException.class);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(contended.deref()).isEqualTo(10 * tries.get());
  }

  @ParameterizedTest
  @EnumSource
  void aWaitForAChangeEnds(TransactionKind kind) {
    long began = System.nanoTime();
    assertThatThrownBy(
            () ->
                kind.options.timeout(SHORT).dosync(() -> Transaction.check(contended.deref() > 0)))
        .isInstanceOf(TransactionTimeoutException.class);
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SHORT.toNanos());
  }

  @Test
  void theExceptionTellsTheTransactionItsTriesAndTheContendedRefs() {
    TransactionOptions options = Transaction.options().name("booking").timeout(SHORT);
    TransactionTimeoutException thrown =
        catchThrowableOfType(
            TransactionTimeoutException.class,
            () ->
                options.dosync(
                    () -> {
                      lose();
                      takeLongerThan(SHORT);
                    }));
    assertThat(thrown.transactionName()).isEqualTo("booking");
    assertThat(thrown.tries()).isEqualTo(1);
    assertThat(thrown.contended()).hasSize(1).first().isSameAs(contended);
    assertThat(thrown).hasMessageContainingAll("booking", SHORT.toString());
  }

  @Test
  void theMessageOfAWaitForManyRefsStaysShort() {
    List<Ref<Integer>> many = IntStream.range(0, 1_000).mapToObj(Ref::of).toList();
    assertThatThrownBy(
            () ->
                Transaction.options()
                    .timeout(SHORT)
                    .dosync(
                        () -> {
                          many.forEach(Ref::deref);
                          Transaction.retry();
                        }))
        .isInstanceOf(TransactionTimeoutException.class)
        .hasMessageContaining("waiting for a change of ")
        .hasMessageEndingWith(" and 992 more")
        .extracting(thrown -> thrown.getMessage().length())
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .isLessThan(1_000);
  }

  @Test
  void aTryThatCanCommitDoesHoweverLongItTook() {
    Transaction.options()
        .timeout(SHORT)
        .dosync(
            () -> {
              takeLongerThan(SHORT);
              contended.set(5);
            });
    assertThat(contended.deref()).isEqualTo(5);
  }

  @Test
  void aTransactionThatJoinsAnotherHasItsTimeout() {
    TransactionOptions impatient = Transaction.options().timeout(Duration.ofNanos(1));
    Transaction.dosync(
        () ->
            impatient.dosync(
                () -> {
                  if (tries.get() == 0) {
                    lose();
                  }
                }));
    assertThat(contended.deref()).isEqualTo(10);
  }
}
