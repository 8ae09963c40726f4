package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onCommit;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wait for a promise does to the transaction, or the action, that waits. */
@Timeout(60)
class WaitInTransactionTest {

  private static final Duration SOON = Duration.ofSeconds(Gate.PATIENCE_SECONDS);

  private interface Wait {
    void on(Promise<Integer> promise) throws Exception;
  }

  static Stream<Wait> waits() {
    return Stream.of(
        Promise::deref,
        promise -> promise.deref(SOON, 0),
        Promise::get,
        promise -> promise.get(SOON.toSeconds(), TimeUnit.SECONDS),
        Promise::join);
  }

  /** Two that follow one promise, at the same time: so one of them on the thread that waits. */
  private static final class Followers {

    final Promise<Integer> promise = new Promise<>();
    final Agent<Integer> told = Agent.of(0);
    final Queue<Boolean> inTransaction = new ConcurrentLinkedQueue<>();
    final Queue<Boolean> inAction = new ConcurrentLinkedQueue<>();
    final Queue<Boolean> allowed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch both = new CountDownLatch(2);

    Followers() {
      follow();
      follow();
    }

    private void follow() {
      promise.thenRun(
          () -> {
            both.countDown();
            Gate.await(both, "the other one that follows");
            inTransaction.add(Transaction.isRunning());
            inAction.add(Agent.current() != null);
            allowed.add(isIoAllowed());
            told.send(n -> n + 1);
          });
    }

    private static boolean isIoAllowed() {
      try {
        dosync(() -> Transaction.io());
        return true;
      } catch (SideEffectInTransactionException refused) {
        return false;
      }
    }

    void deliverTo(Thread waiting) {
      Waiting.until(
          () -> waiting.getState() == State.WAITING || waiting.getState() == State.TIMED_WAITING);
      promise.deliver(1);
      Gate.await(both, "both that follow");
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void whatFollowsAPromiseIsNoPartOfATransactionThatWaitsForIt(Wait wait) {
    Followers followers = new Followers();
    try (Threads threads = new Threads()) {
      followers.deliverTo(threads.start(() -> waitAndAbort(wait, followers.promise)));
    }
    Agent.await(followers.told);

    assertThat(followers.inTransaction).containsExactly(false, false);
    assertThat(followers.told.deref()).isEqualTo(2);
  }

  private static void waitAndAbort(Wait wait, Promise<Integer> promise) {
    assertThatThrownBy(
            () ->
                dosync(
                    () -> {
                      wait.on(promise);
                      assertThat(Transaction.isRunning()).isTrue();
                      throw new IllegalStateException("aborts");
                    }))
        .hasMessage("aborts");
  }

  @ParameterizedTest
  @MethodSource("waits")
  void whatFollowsAPromiseIsNoPartOfAnActionThatWaitsForIt(Wait wait) {
    Followers followers = new Followers();
    Promise<Thread> thread = new Promise<>();
    Agent<Integer> other = Agent.of(0);
    Agent<Integer> waiting = Agent.builder(0).errorHandler((agent, thrown) -> {}).build();
    Promise<Integer> action =
        waiting.submitOff(
            n -> {
              thread.deliver(Thread.currentThread());
              wait.on(followers.promise);
              other.send(m -> m + 1);
              throw new IllegalStateException("fails");
            });
    followers.deliverTo(thread.deref());
    assertThatThrownBy(action::deref).hasRootCauseMessage("fails");
    Agent.await(followers.told, other);

    assertThat(followers.inAction).containsExactly(false, false);
    assertThat(followers.told.deref()).isEqualTo(2);
    assertThat(other.deref()).isZero();
  }

  @ParameterizedTest
  @MethodSource("waits")
  void whatFollowsAPromiseIsNotAllowedWhatOneThatWaitsIs(Wait wait) {
    Followers followers = new Followers();
    try (Threads threads = new Threads()) {
      followers.deliverTo(
          threads.start(
              () -> Transaction.allow(Set.of(Effect.CUSTOM), () -> wait.on(followers.promise))));
    }
    Agent.await(followers.told);

    assertThat(followers.allowed).containsExactly(false, false);
  }

  // ---- for what the thread's own transaction holds

  @ParameterizedTest
  @EnumSource(names = {"REQUIRES_NEW", "NOT_SUPPORTED"})
  void waitBesideATransactionForWhatThatHoldsIsRefused(Propagation propagation) {
    TransactionOptions aside = Transaction.options().propagation(propagation);
    Agent<Integer> agent = Agent.of(0);
    dosync(
        () -> {
          Map<String, Promise<?>> held =
              Map.of(
                  "future", Futures.future(() -> 1),
                  "action", agent.submit(n -> n + 1),
                  "delivery", delivered());
          held.forEach(
              (what, promise) ->
                  assertThatThrownBy(() -> aside.dosync(() -> promise.deref()))
                      .as(what)
                      .isInstanceOf(DosyncException.class)
                      .hasMessageContaining("is held until this transaction has committed"));
        });
    Agent.await(agent);
    assertThat(agent.deref()).isEqualTo(1);
  }

  private static Promise<Integer> delivered() {
    Promise<Integer> promise = new Promise<>();
    promise.deliver(1);
    return promise;
  }

  /** The delivery comes after the hook; what a later one waits for is there. */
  @Test
  void hookThatWaitsForADeliveryThatComesAfterItIsRefused() {
    Promise<Integer> promise = new Promise<>();
    List<Integer> seen = new ArrayList<>();
    try (CaughtFailures failures = new CaughtFailures()) {
      dosync(
          () -> {
            Transaction.onCommit(() -> seen.add(promise.deref()));
            promise.deliver(5);
            Transaction.onCommit(() -> seen.add(promise.deref()));
          });

      assertThat(seen).containsExactly(5);
      assertThat(failures.only().cause())
          .isInstanceOf(DosyncException.class)
          .hasMessageContaining("is held until this transaction has committed");
    }
  }

  @Test
  void deliveriesOfATransactionThatIsOverAreNotKnownAnyMore() {
    Promise<Integer> promise = new Promise<>();
    Promise<Integer> outer = new Promise<>();
    TransactionOptions aside = Transaction.options().propagation(Propagation.REQUIRES_NEW);
    dosync(
        () -> {
          outer.deliver(1);
          assertThatThrownBy(
                  () ->
                      aside.dosync(
                          () -> {
                            promise.deliver(1);
                            throw new IllegalStateException("on purpose");
                          }))
              .hasMessage("on purpose");
          assertThat(promise.deref(Duration.ZERO, 2)).isEqualTo(2);
          assertThatThrownBy(outer::deref).isInstanceOf(DosyncException.class);
        });

    assertThat(Current.slot().delivering).isNull();
    assertThat(outer.deref()).isEqualTo(1);
  }

  /** Hooks and starts take place in the order of the calls, all on this thread. */
  @Test
  void hookThatWaitsForAFutureThatStartsAfterItIsRefused() {
    try (CaughtFailures failures = new CaughtFailures()) {
      AtomicReference<Promise<Integer>> future = new AtomicReference<>();
      Promise<Integer> result =
          dosync(
              () -> {
                onCommit(() -> future.get().deref());
                future.set(Futures.future(() -> 1));
                return future.get();
              });
      assertThat(result.deref()).isEqualTo(1);
      assertThat(failures.all())
          .singleElement()
          .extracting(Failure::cause)
          .isInstanceOf(DosyncException.class);
    }
  }

  @Test
  void waitForWhatATransactionOfAnotherThreadHoldsIsNotRefused() {
    Gate gate = new Gate();
    Promise<Promise<Integer>> held = new Promise<>();
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              dosync(
                  () -> {
                    held.complete(Futures.future(() -> 1));
                    gate.pass();
                  }));
      Promise<Integer> future = held.deref();
      assertThat(dosync(() -> future.deref(Duration.ofMillis(1), -1))).isEqualTo(-1);
      gate.open();
      assertThat(dosync(() -> future.deref())).isEqualTo(1);
    }
  }
}
