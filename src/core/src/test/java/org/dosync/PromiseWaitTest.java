package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Thread.State;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    Waiting.until(() -> thread.deref().getState() == State.TIMED_WAITING);
    go.open();

    assertThat(first.deref()).isEqualTo(7);
    assertThat(second.deref().deref()).isEqualTo(8);
  }

  /** Who waits for what was delivered is not awake yet: the last who came is told first. */
  @Test
  void waitForWhatIsDeliveredIsNoPartOfACircle() {
    Agent<Integer> delivering = Agent.of(0);
    Agent<Integer> waiting = Agent.of(0);
    Gate go = new Gate();
    Promise<Thread> waiter = new Promise<>();
    Promise<Integer> first =
        delivering.submitOff(
            n -> {
              go.pass();
              return 1;
            });
    Promise<Integer> next =
        waiting.submitOff(
            n -> {
              waiter.deliver(Thread.currentThread());
              return first.deref() + 1;
            });
    Waiting.until(() -> waiter.deref().getState() == State.WAITING);
    CompletableFuture<Integer> seen = first.thenApply(n -> next.deref(Duration.ofMillis(1), -1));
    go.open();

    assertThat(seen.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(-1);
    assertThat(next.deref()).isEqualTo(2);
  }

  private static void assertCircle(Promise<?> promise) {
    assertThatThrownBy(promise::deref)
        .hasRootCauseInstanceOf(DosyncException.class)
        .rootCause()
        .hasMessageContaining("it closes a circle")
        .hasMessageEndingWith("Let one of them not wait");
  }

  @Test
  void waitForAFutureThatWaitsForWhatThisActionHoldsIsRefused() {
    Agent<Integer> other = Agent.of(0);
    assertCircle(
        Agent.of(0)
            .submitOff(
                n -> {
                  Promise<Integer> held = other.submit(m -> m + 1);
                  return Futures.future(held::deref).deref();
                }));
  }

  /** The send has to go out, and then the agent has to run it. */
  @Test
  void circleThroughAHeldSendAndTheAgentThatIsToRunItIsRefused() {
    Agent<Integer> target = Agent.of(0);
    Promise<Promise<Integer>> held = new Promise<>();
    Promise<Thread> waiter = new Promise<>();
    Gate go = new Gate();
    Agent.of(0)
        .sendOff(
            n -> {
              held.deliver(target.submit(m -> m + 1));
              go.pass();
              return n;
            });
    Promise<Integer> waiting =
        Agent.of(0)
            .submitOff(
                n -> {
                  Promise<Integer> sent = held.deref();
                  waiter.deliver(Thread.currentThread());
                  return sent.deref();
                });
    Waiting.until(() -> waiter.deref().getState() == State.WAITING);

    assertCircle(target.submitOff(n -> waiting.deref()));
    go.open();
  }

  @Test
  void circleThroughWhatFollowsAnActionIsRefusedWhoeverWaitsLast() {
    Gate go = new Gate();
    Promise<Promise<Integer>> other = new Promise<>();
    Promise<Thread> waiter = new Promise<>();
    Promise<Integer> action =
        Agent.of(0)
            .submitOff(
                n -> {
                  go.pass();
                  return other.deref().deref();
                });
    CompletableFuture<Integer> stage = action.thenCompose(CompletableFuture::completedFuture);
    other.deliver(
        Agent.of(0)
            .submitOff(
                n -> {
                  waiter.deliver(Thread.currentThread());
                  return stage.join();
                }));
    Waiting.until(() -> waiter.deref().getState() == State.WAITING);
    go.open();

    assertCircle(action);
  }

  @Test
  void waitForManyOfWhichTheLastWaitsForThisFutureIsRefused() {
    Promise<Promise<Integer>> itself = new Promise<>();
    Gate go = new Gate();
    itself.deliver(
        Futures.future(
            () -> {
              Thread waiting = Thread.currentThread();
              return Futures.<Integer>all(
                      List.of(
                          () -> {
                            go.pass();
                            return 1;
                          },
                          () -> {
                            Waiting.until(() -> waiting.getState() == State.WAITING);
                            try {
                              return itself.deref().deref();
                            } finally {
                              go.open();
                            }
                          }))
                  .deref()
                  .size();
            }));
    assertCircle(itself.deref());
  }

  /** A pool that was handed in may run another task on a thread that waits. */
  @Test
  void waitBeneathAnotherOneLeavesThatOneWhereItWas() {
    Activity self = new Task<>(DosyncRuntime.shared(), () -> 1);
    Promise<Integer> promise = new Promise<>();
    Promise<Integer> ofItself = new Promise<>(self);

    Promise<?> none = Waits.begin(self, promise);
    Promise<?> outer = Waits.begin(self, new Promise<>());
    Waits.end(self, outer);
    assertThatThrownBy(() -> Waits.begin(self, ofItself)).isInstanceOf(DosyncException.class);

    assertThat(self.awaited()).isSameAs(promise);
    Waits.end(self, none);
    assertThat(self.awaited()).isNull();
  }

  static Stream<Function<Promise<Integer>, Integer>> waits() {
    return Stream.of(Promise::deref, Promise::get);
  }

  /** The first has waited for the second, and was interrupted; so the second may wait for it. */
  @ParameterizedTest
  @MethodSource("waits")
  void aWaitThatIsOverIsNoPartOfACircle(Function<Promise<Integer>, Integer> wait) {
    Promise<Promise<Integer>> second = new Promise<>();
    Promise<Thread> thread = new Promise<>();
    Promise<Thread> waiter = new Promise<>();
    CountDownLatch over = new CountDownLatch(1);
    Promise<Integer> first =
        Futures.future(
            () -> {
              Promise<Integer> other = second.deref();
              thread.deliver(Thread.currentThread());
              assertThatThrownBy(() -> wait.apply(other));
              Thread.interrupted();
              over.countDown();
              Waiting.until(() -> other.isDone() || waiter.deref().getState() == State.WAITING);
              return 1;
            });
    second.deliver(
        Futures.future(
            () -> {
              waiter.deliver(Thread.currentThread());
              Gate.await(over, "the first to give up");
              return first.deref() + 1;
            }));
    thread.deref().interrupt();

    assertThat(second.deref().deref()).isEqualTo(2);
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

  /** The second as the promises of agents that are beans are. */
  static Stream<Function<Integer, CompletionStage<Integer>>> following() {
    return Stream.of(n -> CompletableFuture.completedFuture(n + 1), new Named());
  }

  private record Named() implements Function<Integer, CompletionStage<Integer>>, SentFrom {
    @Override
    public CompletionStage<Integer> apply(Integer n) {
      return CompletableFuture.completedFuture(n + 1);
    }

    @Override
    public String sentFrom() {
      return "Backup.upload";
    }
  }

  @ParameterizedTest
  @MethodSource("following")
  void waitForWhatFollowsAHeldActionIsRefused(Function<Integer, CompletionStage<Integer>> next) {
    Agent<Integer> agent = Agent.builder(0).errorHandler((a, t) -> {}).build();
    Agent<Integer> other = Agent.builder(0).errorHandler((a, t) -> {}).build();

    assertThat(Transaction.dosync(() -> following(agent, next)).join()).isEqualTo(2);
    assertThatThrownBy(() -> Transaction.dosync(() -> following(agent, next).join()))
        .hasMessageContaining("until this transaction has committed");
    assertThatThrownBy(other.submit(n -> following(agent, next).join())::deref)
        .hasMessageContaining("until this action has ended");
    assertThatThrownBy(agent.submit(n -> releasedFollowing(agent, next).join())::deref)
        .hasMessageContaining("closes a circle");
  }

  private static CompletableFuture<Integer> following(
      Agent<Integer> agent, Function<Integer, CompletionStage<Integer>> next) {
    return agent.submit(n -> n + 1).thenCompose(next);
  }

  private static CompletableFuture<Integer> releasedFollowing(
      Agent<Integer> agent, Function<Integer, CompletionStage<Integer>> next) {
    CompletableFuture<Integer> following = following(agent, next);
    Agent.releasePendingSends();
    return following;
  }

  /** The action has ended, and what it returned is another's to deliver. */
  @Test
  void waitForWhatFollowsAnActionThatHasEndedIsNoCircle() {
    Agent<Integer> agent = Agent.of(0);
    Promise<Integer> later = new Promise<>();
    CompletableFuture<Integer> following = agent.submit(n -> n).thenCompose(n -> later);
    Promise<Thread> thread = new Promise<>();
    Promise<Integer> action =
        agent.submitOff(
            n -> {
              thread.deliver(Thread.currentThread());
              return following.join();
            });
    Waiting.until(() -> thread.deref().getState() == State.WAITING);
    later.deliver(5);

    assertThat(action.deref()).isEqualTo(5);
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
