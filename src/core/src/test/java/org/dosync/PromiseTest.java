package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promises, delivered by hand or by futures. */
@Timeout(30)
class PromiseTest {

  @Test
  void firstDeliveryWins() {
    Promise<Integer> promise = new Promise<>();

    assertThat(promise.isRealized()).isFalse();
    assertThat(promise.deliver(1)).isTrue();
    assertThat(promise.deliver(2)).isFalse();
    assertThat(promise.fail(new IOException())).isFalse();
    assertThat(promise.deref()).isEqualTo(1);
    assertThat(promise.isRealized()).isTrue();
  }

  @Test
  void failureIsTheCauseOfWhatDerefThrows() {
    IOException failure = new IOException("oh");
    Promise<Integer> promise = new Promise<>();
    promise.fail(failure);

    assertThatThrownBy(promise::deref).isInstanceOf(CompletionException.class).hasCause(failure);
    assertThatThrownBy(() -> promise.deref(Duration.ZERO, 1)).hasCause(failure);
  }

  @Test
  void aFailureIsADeliveryToo() {
    Promise<Integer> promise = new Promise<>();

    assertThat(promise.fail(new IOException())).isTrue();
    assertThat(promise.fail(new IOException())).isFalse();
    assertThat(promise.deliver(1)).isFalse();
    Transaction.dosync(
        () -> {
          assertThat(promise.deliver(1)).isFalse();
          assertThat(promise.fail(new IOException())).isFalse();
        });
  }

  @Test
  void itsTextTellsHowItStands() {
    Promise<String> promise = new Promise<>();
    assertThat(promise.toString()).matches("#<Promise@[0-9a-f]+: pending>");
    promise.deliver("letter");
    assertThat(promise.toString()).endsWith(": letter>");
    Promise<String> failed = new Promise<>();
    failed.fail(new IOException("lost"));
    assertThat(failed.toString()).endsWith(": java.io.IOException: lost>");
    Promise<String> bare = new Promise<>();
    bare.fail(new CompletionException("bare", null));
    assertThat(bare.toString()).endsWith("CompletionException: bare>");
    Promise<String> cancelled = new Promise<>();
    cancelled.cancel(true);
    assertThat(cancelled.toString()).endsWith(": cancelled>");
  }

  /** As in the futures of Java 19, on each version. */
  @Test
  void asksForValueOrFailureWithoutAWait() {
    Promise<Integer> promise = new Promise<>();
    assertThatThrownBy(promise::resultNow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(promise::exceptionNow).isInstanceOf(IllegalStateException.class);
    promise.deliver(1);
    assertThat(promise.resultNow()).isEqualTo(1);
    assertThatThrownBy(promise::exceptionNow).isInstanceOf(IllegalStateException.class);

    IOException failure = new IOException("oh");
    Promise<Integer> failed = new Promise<>();
    failed.fail(failure);
    assertThat(failed.exceptionNow()).isSameAs(failure);
    assertThatThrownBy(failed::resultNow)
        .isInstanceOf(IllegalStateException.class)
        .hasCause(failure);

    Promise<Integer> cancelled = new Promise<>();
    cancelled.cancel(true);
    assertThatThrownBy(cancelled::exceptionNow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(cancelled::resultNow).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void derefWithTimeoutFallsBack() {
    assertThat(new Promise<Integer>().deref(Duration.ofMillis(1), 7)).isEqualTo(7);
  }

  @Test
  void deliveryInATransactionWaitsForItsCommit() {
    Promise<Integer> promise = new Promise<>();

    Transaction.dosync(
        () -> {
          assertThat(promise.deliver(1)).isTrue();
          assertThat(promise.isRealized()).isFalse();
          assertThatThrownBy(promise::deref).hasMessageContaining("until this transaction");
        });

    assertThat(promise.deref()).isEqualTo(1);
  }

  /** Each knows its own, whatever becomes of the other's. */
  @Test
  void waitForOnesOwnDeliveryIsRefusedThoughAnotherTransactionHoldsOneToo() {
    Promise<Integer> promise = new Promise<>();
    Gate first = new Gate();
    try (Threads threads = new Threads()) {
      Thread another =
          threads.start(
              () ->
                  assertThatThrownBy(() -> Transaction.dosync(() -> deliverAndFail(promise, first)))
                      .isInstanceOf(IOException.class));
      first.awaitArrival();
      Transaction.dosync(
          () -> {
            promise.deliver(2);
            first.open();
            Waiting.until(() -> !another.isAlive());
            assertThatThrownBy(() -> promise.deref(Duration.ZERO, 0))
                .hasMessageContaining("until this transaction");
          });
    }
    assertThat(promise.deref()).isEqualTo(2);
  }

  private static void deliverAndFail(Promise<Integer> promise, Gate gate) throws IOException {
    promise.deliver(1);
    gate.pass();
    assertThatThrownBy(() -> promise.deref(Duration.ZERO, 0))
        .hasMessageContaining("until this transaction");
    throw new IOException();
  }

  @Test
  void deliveryInAnAbortedTransactionNeverHappens() {
    Promise<Integer> promise = new Promise<>();

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      promise.deliver(1);
                      throw new IOException();
                    }))
        .isInstanceOf(IOException.class);

    assertThat(promise.isRealized()).isFalse();
  }

  @Test
  void futureRunsElsewhere() {
    Thread here = Thread.currentThread();

    assertThat(Futures.future(() -> Thread.currentThread() != here).deref()).isTrue();
  }

  @Test
  void futureInATransactionStartsOnceAfterItsCommit() {
    Ref<Integer> ref = Ref.of(0);
    Atom<Integer> starts = Atom.of(0);
    List<Promise<Integer>> futures = new ArrayList<>();

    Transaction.dosync(
        () -> {
          ref.alter(n -> n + 1);
          futures.add(Futures.future(() -> starts.swap(n -> n + 1)));
          if (futures.size() < 3) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 1)));
          }
        });

    assertThat(futures.get(2).deref()).isEqualTo(1);
    assertThat(futures.get(0).isCancelled()).isTrue();
    assertThat(starts.deref()).isEqualTo(1);
  }

  @Test
  void cancelInterruptsARunningFuture() {
    Gate gate = new Gate();
    Promise<Boolean> interrupted = new Promise<>();
    Promise<Integer> future =
        Futures.future(
            () -> {
              try {
                gate.pass();
              } finally {
                interrupted.deliver(Thread.interrupted());
              }
              return 1;
            });
    gate.awaitArrival();

    assertThat(future.cancel(true)).isTrue();
    assertThat(future.cancel(true)).isFalse();
    assertThat(interrupted.deref()).isTrue();
    assertThatThrownBy(future::deref).isInstanceOf(CancellationException.class);
  }

  @Test
  void interruptEndsTheWaitAndSetsTheFlag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(new Promise<>()::deref).isInstanceOf(WaitInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void futureThatWaitsForItselfIsRefused() {
    Promise<Promise<Integer>> self = new Promise<>();
    Promise<Integer> future = Futures.future(() -> self.deref().deref());
    self.deliver(future);

    assertThatThrownBy(future::deref).hasMessageContaining("closes a circle");
  }
}
