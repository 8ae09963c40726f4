package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit holds, whatever races; places come back; queues and idle agents cost what they may. */
@Timeout(120)
class AgentCapacityTest {

  private static final RuntimeException FAILURE = new RuntimeException("from an action");

  private static Action<Integer> stop(Gate gate) {
    return n -> {
      gate.pass();
      return n;
    };
  }

  private static <T> T abort() {
    throw FAILURE;
  }

  @ParameterizedTest
  @EnumSource(
      value = Overflow.class,
      names = {"REJECT", "BLOCK", "DROP_OLDEST"})
  void limitIsNeverPassed(Overflow overflow) {
    int capacity = 8;
    Agent<Integer> agent =
        Agent.builder(0)
            .capacity(capacity)
            .overflow(overflow)
            .sendTimeout(Duration.ofMillis(1))
            .build();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger most = new AtomicInteger();
    try (CaughtFailures dropped = new CaughtFailures();
        Threads watching = new Threads()) {
      watching.start(
          () -> {
            while (!over.get()) {
              most.accumulateAndGet((int) agent.queueSize(), Math::max);
            }
          });
      Threads.together(3, index -> () -> sendAndAbort(agent, index));
      over.set(true);
      Agent.await(agent);
      assertThat(dropped.all()).allMatch(one -> one.cause() instanceof AgentFullException);
    }

    assertThat(most.get()).isLessThanOrEqualTo(capacity);
    assertThat(agent.queueSize()).isZero();
    assertThat(agent.error()).isNull();
  }

  private static void sendAndAbort(Agent<Integer> agent, int index) {
    for (int i = 0; i < 2_000; i++) {
      try {
        if (i % 3 == index) {
          agent.send(n -> n + 1);
        } else {
          boolean abort = i % 2 == 0;
          Transaction.dosync(
              () -> {
                agent.send(n -> n + 1);
                return abort ? abort() : 1;
              });
        }
      } catch (AgentFullException full) {
        Thread.yield();
      } catch (RuntimeException aborted) {
        assertThat(aborted).isSameAs(FAILURE);
      }
    }
  }

  /** Each action runs, or is told to have been dropped; never both, and none of them twice. */
  @RepeatedTest(10)
  void droppingBesideTheRunningAgentLosesNothingAndRunsNothingTwice() {
    Agent<Integer> agent = Agent.builder(0).capacity(2).overflow(Overflow.DROP_OLDEST).build();
    int count = 5_000;
    List<Promise<Integer>> promises = new ArrayList<>();
    AtomicInteger ran = new AtomicInteger();

    for (int i = 0; i < count; i++) {
      promises.add(agent.submitVia(i % 2 == 0 ? Runnable::run : POOL, n -> ran.incrementAndGet()));
    }
    agent.submit(n -> n).deref();

    int succeeded = 0;
    for (Promise<Integer> promise : promises) {
      assertThat(promise).isDone();
      Throwable thrown = promise.handle((value, failure) -> failure).join();
      if (thrown == null) {
        succeeded++;
      } else {
        assertThat(thrown).isInstanceOf(AgentFullException.class);
      }
    }
    assertThat(succeeded).isEqualTo(ran.get());
    assertThat(agent.error()).isNull();
    assertThat(agent.queueSize()).isZero();
  }

  private static final Executor POOL = ForkJoinPool.commonPool();

  @Test
  void sendTimeoutFarBelowZeroIsNoWait() {
    Agent<Integer> agent =
        Agent.builder(0)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(Duration.ofSeconds(Long.MIN_VALUE))
            .build();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    assertThatThrownBy(() -> agent.send(n -> n + 1)).isInstanceOf(AgentFullException.class);
    gate.open();
  }

  @Test
  void blockedSendersAreToldThatTheAgentHasFailed() {
    Agent<Integer> agent =
        Agent.builder(0)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(Duration.ofMinutes(5))
            .errorHandler((a, t) -> {})
            .errorMode(ErrorMode.FAIL)
            .build();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return abort();
        });
    gate.awaitArrival();
    List<Thread> waiting = new ArrayList<>();
    try (Threads threads = new Threads()) {
      for (int i = 0; i < 3; i++) {
        waiting.add(
            threads.start(
                () ->
                    assertThatThrownBy(() -> agent.send(n -> n))
                        .isInstanceOf(AgentFailedException.class)
                        .hasCause(FAILURE)));
      }
      waiting.forEach(
          thread -> Waiting.until(() -> thread.getState() == Thread.State.TIMED_WAITING));
      gate.open();
    }
  }

  @Test
  void placeThatAnAbortGivesBackIsForWhoWaits() {
    Agent<Integer> agent =
        Agent.builder(0)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(Duration.ofMinutes(5))
            .build();
    try (Threads threads = new Threads()) {
      assertThatThrownBy(
              () ->
                  Transaction.dosync(
                      () -> {
                        agent.send(n -> n + 100);
                        Thread sender = threads.start(() -> agent.send(n -> n + 1));
                        Waiting.until(() -> sender.getState() == Thread.State.TIMED_WAITING);
                        throw FAILURE;
                      }))
          .isSameAs(FAILURE);
    }
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(1);
  }

  /** In a crowd places are taken between a look and a send: nobody may be turned away for that. */
  @Test
  void everyBlockedSenderOfACrowdGetsAPlace() {
    Agent<Integer> agent = Agent.builder(0).capacity(2).overflow(Overflow.BLOCK).build();
    int senders = 16;
    int each = 500;

    try (Threads threads = new Threads()) {
      for (int i = 0; i < senders; i++) {
        threads.start(
            () -> {
              for (int n = 0; n < each; n++) {
                agent.send(state -> state + 1);
              }
            });
      }
    }

    Agent.await(agent);
    assertThat(agent.deref()).isEqualTo(senders * each);
  }

  @Test
  void blockedSenderGivesUpInTimeAndWhenItIsInterrupted() {
    Agent<Integer> agent =
        Agent.builder(0)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(Duration.ofMillis(1))
            .build();
    Gate gate = new Gate();
    agent.sendOff(stop(gate));

    assertThatThrownBy(() -> agent.send(n -> n))
        .isInstanceOf(AgentFullException.class)
        .hasMessageContaining("in time");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> agent.send(n -> n)).isInstanceOf(WaitInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    gate.open();
  }

  @Test
  void inTransactionsAndActionsNobodyWaitsForRoom() {
    Agent<Integer> agent = Agent.builder(0).capacity(1).overflow(Overflow.BLOCK).build();
    Agent<Integer> sender = Agent.builder(0).errorHandler((failed, thrown) -> {}).build();
    Gate gate = new Gate();
    agent.sendOff(stop(gate));

    assertThatThrownBy(() -> Transaction.dosync(() -> agent.send(n -> n)))
        .isInstanceOf(AgentFullException.class)
        .hasMessageContaining("nobody may wait");
    assertThatThrownBy(sender.submit(n -> agent.send(m -> m).deref())::deref)
        .hasCauseInstanceOf(AgentFullException.class);
    gate.open();
  }

  @Test
  void nothingCanBeDroppedWhereAllPlacesAreReserved() {
    Agent<Integer> agent = Agent.builder(0).capacity(1).overflow(Overflow.DROP_OLDEST).build();

    Transaction.dosync(
        () -> {
          agent.send(n -> n + 1);
          Threads.elsewhere(
              () ->
                  assertThatThrownBy(() -> agent.send(n -> n + 100))
                      .isInstanceOf(AgentFullException.class)
                      .hasMessageContaining("nothing that could be dropped"));
        });

    Agent.await(agent);
    assertThat(agent.deref()).isEqualTo(1);
  }

  @Test
  void whatIsDroppedForASendThatNeverGoesOutStaysDropped() {
    Gate gate = new Gate();
    Agent<Integer> agent = Agent.builder(0).capacity(2).overflow(Overflow.DROP_OLDEST).build();
    agent.sendOff(stop(gate));
    gate.awaitArrival();
    Promise<Integer> oldest = agent.submit(n -> n + 100);

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      agent.send(n -> n + 1);
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);

    assertThatThrownBy(oldest::deref).hasCauseInstanceOf(AgentFullException.class);
    gate.open();
    Agent.await(agent);
    assertThat(agent.deref()).isZero();
  }

  private static Agent<Integer> droppingBehind(Gate gate) {
    Agent<Integer> agent = Agent.builder(0).capacity(2).overflow(Overflow.DROP_OLDEST).build();
    agent.sendOff(stop(gate));
    gate.awaitArrival();
    return agent;
  }

  @Test
  void sendEndsThoughWhoIsToldOfTheDropSendsAgain() {
    Gate gate = new Gate();
    Agent<Integer> agent = droppingBehind(gate);
    AtomicInteger again = new AtomicInteger();
    assertThat(sentAgainWhenDropped(agent, again)).isNotDone();

    agent.send(n -> n + 1);

    assertThat(again).hasValue(1);
    gate.open();
    Agent.await(agent);
    assertThat(agent.deref()).isEqualTo(1);
  }

  private static CompletableFuture<Integer> sentAgainWhenDropped(
      Agent<Integer> agent, AtomicInteger again) {
    return agent
        .submit(n -> n + 100)
        .exceptionally(
            thrown ->
                again.incrementAndGet() < 100 && sentAgainWhenDropped(agent, again).isDone()
                    ? 1
                    : 0);
  }

  @Test
  void whoIsToldOfADropIsNoPartOfTheTransactionThatDrops() {
    Gate gate = new Gate();
    Agent<Integer> agent = droppingBehind(gate);
    CompletableFuture<Boolean> inTransaction =
        agent.submit(n -> n).handle((value, thrown) -> Transaction.isRunning());

    Transaction.dosync(() -> agent.send(n -> n + 1));

    assertThat(inTransaction).isCompletedWithValue(false);
    gate.open();
  }

  @Test
  void reportOfADropSurvivesTheActionThatDropsAndThrows() {
    Gate gate = new Gate();
    Agent<Integer> agent = droppingBehind(gate);
    Agent<Integer> sender = Agent.builder(0).errorHandler((failed, thrown) -> {}).build();
    Agent<Integer> log = Agent.of(0);
    CompletableFuture<?> noted =
        agent.submit(n -> n).handle((value, thrown) -> log.send(n -> n + 1));

    sender.send(
        n -> {
          agent.send(m -> m + 1);
          return abort();
        });
    Agent.await(sender);

    assertThat(noted).isCompleted();
    Agent.await(log);
    assertThat(log.deref()).isEqualTo(1);
    gate.open();
  }

  @Test
  void capacityIsOneOrMore() {
    assertThatThrownBy(() -> Agent.builder(0).capacity(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Transactions that abort and waits that time out, while one action runs for long. */
  @Test
  void abortedSendsAndTimedWaitsLeaveNothingInTheMailboxOfABusyAgent() {
    Agent<Integer> agent = Agent.of(0);
    Gate gate = new Gate();
    agent.sendOff(stop(gate));
    gate.awaitArrival();

    long before = usedMemory();
    for (int i = 0; i < 20_000; i++) {
      assertThatAborts(agent);
      Agent.awaitFor(Duration.ZERO, agent);
    }
    long left = usedMemory() - before;
    gate.open();
    Agent.await(agent);

    assertThat(left).isLessThan(500_000);
    assertThat(agent.queueSize()).isZero();
  }

  private static void assertThatAborts(Agent<Integer> agent) {
    try {
      Transaction.dosync(
          () -> {
            agent.send(n -> n + 1);
            throw FAILURE;
          });
    } catch (RuntimeException expected) {
      assertThat(expected).isSameAs(FAILURE);
    }
  }

  @SuppressWarnings("GarbageCollection")
  private static long usedMemory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void queuedActionTakesFortyEightBytesAtMost() {
    int count = 1_000_000;
    Agent<Integer> agent = Agent.builder(0).overflow(Overflow.UNBOUNDED).build();
    Gate gate = new Gate();
    agent.sendOff(stop(gate));
    gate.awaitArrival();
    Action<Integer> action = n -> n + 1;

    long before = usedMemory();
    for (int i = 0; i < count; i++) {
      agent.send(action);
    }
    long each = (usedMemory() - before) / count;
    gate.open();
    Agent.await(agent);

    assertThat(each).isBetween(24L, 48L);
    assertThat(agent.deref()).isEqualTo(count);
  }

  @Test
  void idleAgentsCostNoThreads() {
    int threads = Thread.activeCount();
    List<Agent<Integer>> agents = new ArrayList<>();
    long before = usedMemory();
    for (int i = 0; i < 100_000; i++) {
      agents.add(Agent.of(i));
    }
    long each = (usedMemory() - before) / agents.size();

    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    assertThat(each).isLessThan(400);
    for (Agent<Integer> agent : agents) {
      agent.send(n -> n + 1);
    }
    Agent.await(agents.toArray(new Agent<?>[0]));
    assertThat(Thread.activeCount())
        .isLessThanOrEqualTo(threads + 2 + Runtime.getRuntime().availableProcessors());
    assertThat(agents).allMatch(agent -> agent.queueSize() == 0);
  }

  @Test
  @SuppressWarnings("GarbageCollection")
  void idleAgentHoldsOnToNoActionThatHasRun() {
    Agent<Integer> agent = Agent.of(0);
    WeakReference<Object> captured = sendSomethingLarge(agent);
    Agent.await(agent);

    Waiting.until(
        () -> {
          System.gc();
          return captured.get() == null;
        });
  }

  @Test
  @SuppressWarnings("GarbageCollection")
  void idleAgentHoldsOnToNoPromise() {
    Agent<Integer> agent = Agent.of(0);
    WeakReference<Object> promise = new WeakReference<>(submitted(agent));
    Agent.await(agent);

    Waiting.until(
        () -> {
          System.gc();
          return promise.get() == null;
        });
    assertThat(agent.deref()).isEqualTo(1);
  }

  private static Object submitted(Agent<Integer> agent) {
    Promise<Integer> promise = agent.submit(n -> n + 1);
    promise.deref();
    return promise;
  }

  private static WeakReference<Object> sendSomethingLarge(Agent<Integer> agent) {
    byte[] large = new byte[1_000];
    agent.send(n -> large.length);
    return new WeakReference<>(large);
  }
}
