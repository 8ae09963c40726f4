package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits for promises: those that can never end are refused, all others are not. */
@Timeout(60)
class PromiseWaitTest {

  private static final Duration SOON = Duration.ofSeconds(Gate.PATIENCE_SECONDS);

  /** The one waits for a moment only, so the other will have its value. */
  @Test
  void circleWithATimedWaitIsNoneForTheOthers() {
    Promise<Promise<Integer>> second = new Promise<>();
    Promise<Thread> thread = new Promise<>();
    Promise<Integer> first =
        Futures.future(
            () -> {
              Promise<Integer> other = second.deref();
              thread.deliver(Thread.currentThread());
              return other.deref(Duration.ofMillis(300), 7);
            });
    Gate go = new Gate();
    second.deliver(
        Futures.future(
            () -> {
              go.pass();
              return first.deref() + 1;
            }));
    Waiting.until(() -> thread.deref().getState() == Thread.State.TIMED_WAITING);
    go.open();

    assertThat(first.deref()).isEqualTo(7);
    assertThat(second.deref().deref()).isEqualTo(8);
  }

  @Test
  void timedWaitForItselfIsRefused() {
    Promise<Promise<Integer>> self = new Promise<>();
    Promise<Integer> derefs = Futures.future(() -> self.deref().deref(SOON, 1));
    self.deliver(derefs);
    assertThatThrownBy(derefs::deref).hasMessageContaining("closes a circle");

    Promise<Promise<Integer>> again = new Promise<>();
    Promise<Integer> gets = Futures.future(() -> again.deref().get(20, TimeUnit.SECONDS));
    again.deliver(gets);
    assertThatThrownBy(gets::deref).hasMessageContaining("closes a circle");
  }

  @RepeatedTest(50)
  void ofTwoThatWaitForEachOtherAtLeastOneIsRefused() {
    Promise<Promise<Integer>> first = new Promise<>();
    Promise<Promise<Integer>> second = new Promise<>();
    AtomicInteger refused = new AtomicInteger();
    first.deliver(Futures.future(() -> waitFor(second.deref(), refused)));
    second.deliver(Futures.future(() -> waitFor(first.deref(), refused)));

    first.deref().deref();
    second.deref().deref();

    assertThat(refused.get()).isBetween(1, 2);
  }

  private static Integer waitFor(Promise<Integer> other, AtomicInteger refused) {
    try {
      return other.deref();
    } catch (DosyncException circle) {
      assertThat(circle).hasMessageContaining("closes a circle");
      return refused.incrementAndGet();
    }
  }

  @Test
  void circleOfAnActionAndAFutureThatAwaitsTheAgentIsRefused() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((a, t) -> {}).build();

    Promise<Integer> promise =
        agent.submitOff(
            n ->
                Futures.future(
                        () -> {
                          Agent.await(agent);
                          return 1;
                        })
                    .deref());

    assertThatThrownBy(promise::deref).hasMessageContaining("closes a circle");
  }

  /** The nested transaction that would have delivered it is undone; others may deliver it. */
  @Test
  void deliveryThatWasUndoneIsNotWaitedForInVain() {
    Promise<Integer> promise = new Promise<>();

    Integer value =
        Transaction.dosync(
            () -> {
              try {
                Transaction.dosync(
                    () -> {
                      promise.deliver(1);
                      throw new IllegalArgumentException("on purpose");
                    });
              } catch (IllegalArgumentException undone) {
                Threads.elsewhere(() -> promise.deliver(2));
              }
              return promise.deref();
            });

    assertThat(value).isEqualTo(2);
  }

  @Test
  void undeliveredPromiseCanBeAskedInTheTransactionAfterItsDeliveryWasUndone() {
    Promise<Integer> promise = new Promise<>();

    Integer value =
        Transaction.dosync(
            () -> {
              try {
                Transaction.dosync(
                    () -> {
                      promise.deliver(1);
                      throw new IllegalArgumentException("on purpose");
                    });
              } catch (IllegalArgumentException undone) {
                return promise.deref(Duration.ZERO, 3);
              }
              return 4;
            });

    assertThat(value).isEqualTo(3);
  }

  @RepeatedTest(20)
  void ofTwoCancelsOneWins() {
    Promise<Integer> promise = new Promise<>();
    Gate gate = new Gate();
    Promise<Integer> future =
        Futures.future(
            () -> {
              gate.pass();
              return 1;
            });
    AtomicInteger won = new AtomicInteger();

    Threads.together(
        4,
        index ->
            () -> {
              if (future.cancel(false)) {
                won.incrementAndGet();
              }
            });
    gate.open();

    assertThat(won).hasValue(1);
    assertThat(future).isCancelled();
    assertThat(promise).isNotDone();
  }

  @Test
  @SuppressWarnings("GarbageCollection")
  void futureThatHasEndedHoldsOnToNothing() {
    Promise<WeakReference<Object>> captured = new Promise<>();
    Promise<Integer> future = withSomethingLarge(captured);
    future.deref();

    Waiting.until(
        () -> {
          System.gc();
          return captured.deref().get() == null;
        });
    assertThat(future.deref()).isEqualTo(1_000);
  }

  private static Promise<Integer> withSomethingLarge(Promise<WeakReference<Object>> captured) {
    byte[] large = new byte[1_000];
    captured.deliver(new WeakReference<>(large));
    return Futures.future(() -> large.length);
  }

  @Test
  void cancelledFutureThatHasNotBegunNeverRuns() {
    AtomicInteger runs = new AtomicInteger();
    Promise<Integer> cancelled =
        Transaction.dosync(
            () -> {
              Promise<Integer> held = Futures.future(runs::incrementAndGet);
              held.cancel(true);
              return held;
            });

    Futures.future(() -> 1).deref();
    assertThat(cancelled).isCancelled();
    assertThat(runs).hasValue(0);
  }
}
