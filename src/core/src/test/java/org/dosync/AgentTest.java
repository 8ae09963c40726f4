package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actions run one at a time and in order, and nothing that goes wrong with one is lost. */
@Timeout(60)
class AgentTest {

  private static final RuntimeException FAILURE = new RuntimeException("from an action");

  private static Integer fail(Integer state) {
    throw FAILURE;
  }

  private static Action<Integer> stopThenFail(Gate gate) {
    return n -> {
      gate.pass();
      return fail(n);
    };
  }

  /** Fails quietly. */
  private static Agent<Integer> failing() {
    return Agent.builder(0).errorHandler((a, t) -> {}).errorMode(ErrorMode.FAIL).build();
  }

  @Test
  void sendChangesTheStateAndReturnsTheAgent() {
    Agent<Integer> agent = Agent.of(1);

    assertThat(agent.send(n -> n + 1)).isSameAs(agent);
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(2);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void actionsOfOneThreadRunInItsOrderWhateverTheExecutors() {
    Agent<List<Integer>> agent = Agent.of(new ArrayList<>());
    for (int i = 0; i < 1000; i++) {
      int number = i;
      Action<List<Integer>> add =
          list -> {
            list.add(number);
            return list;
          };
      switch (i % 3) {
        case 0 -> agent.send(add);
        case 1 -> agent.sendOff(add);
        default -> agent.sendVia(ForkJoinPool.commonPool(), add);
      }
    }
    Agent.await(agent);

    assertThat(agent.deref()).hasSize(1000).isSorted();
  }

  @Test
  void neverTwoActionsOfAnAgentRunAtATime() {
    Agent<Integer> agent = Agent.builder(0).overflow(Overflow.UNBOUNDED).build();
    AtomicInteger running = new AtomicInteger();
    Action<Integer> action =
        n -> {
          assertThat(running.incrementAndGet()).isEqualTo(1);
          running.decrementAndGet();
          return n + 1;
        };

    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                if (i % 2 == index % 2) {
                  agent.send(action);
                } else {
                  agent.sendOff(action);
                }
              }
            });
    Agent.await(agent);

    assertThat(agent.error()).isNull();
    assertThat(agent.deref()).isEqualTo(20_000);
  }

  @Test
  void sendInATransactionGoesOutOnceAfterItsCommit() {
    Agent<Integer> agent = Agent.of(0);
    Ref<Integer> ref = Ref.of(0);
    AtomicInteger tries = new AtomicInteger();

    Transaction.dosync(
        () -> {
          ref.alter(n -> n + 1);
          agent.send(n -> n + 1);
          if (tries.incrementAndGet() < 5) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 1)));
          }
          assertThat(agent.deref()).isZero();
        });
    Agent.await(agent);

    assertThat(tries.get()).isEqualTo(5);
    assertThat(agent.deref()).isEqualTo(1);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void sendOfAnAbortedTransactionNeverHappensAndGivesItsPlaceBack() {
    Agent<Integer> agent = Agent.builder(0).capacity(1).build();
    List<Promise<Integer>> promises = new ArrayList<>();

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      promises.add(agent.submit(n -> n + 1));
                      assertThat(agent.trySend(n -> n + 1)).isFalse();
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);

    assertThat(promises.get(0).isCancelled()).isTrue();
    assertThat(agent.queueSize()).isZero();
    assertThat(agent.submit(n -> n + 10).deref()).isEqualTo(10);
  }

  @Test
  void placeReservedInATransactionCannotBeTakenByOthers() {
    Agent<Integer> agent = Agent.builder(0).capacity(1).build();

    Transaction.dosync(
        () -> {
          agent.send(n -> n + 1);
          Threads.elsewhere(() -> assertThat(agent.trySend(n -> n + 100)).isFalse());
        });
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(1);
  }

  @Test
  void sendInAnActionGoesOutAtItsEndAndSeesTheNewState() {
    Agent<Integer> agent = Agent.of(0);
    Agent<Integer> seen = Agent.of(-1);

    agent
        .submit(
            n -> {
              seen.send(ignored -> agent.deref());
              return n + 1;
            })
        .deref();
    Agent.await(seen);

    assertThat(seen.deref()).isEqualTo(1);
  }

  @Test
  void sendInAnActionThatThrowsNeverHappens() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((failed, thrown) -> {}).build();
    Agent<Integer> other = Agent.builder(0).capacity(1).build();

    Promise<Integer> promise =
        agent.submit(
            n -> {
              other.send(m -> m + 1);
              throw FAILURE;
            });

    assertThatThrownBy(promise::deref).isInstanceOf(CompletionException.class).hasCause(FAILURE);
    assertThat(other.queueSize()).isZero();
    assertThat(other.deref()).isZero();
  }

  @Test
  void failedAgentRefusesSendsAndHoldsWhatWaitsUntilItIsRestarted() {
    Agent<Integer> agent = Agent.of(1);
    Gate gate = new Gate();
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.sendOff(
          n -> {
            gate.pass();
            return fail(n);
          });
      agent.send(n -> n + 1);
      Promise<Integer> dropped = agent.submit(n -> n + 100);
      gate.open();

      assertThatThrownBy(dropped::deref).hasCauseInstanceOf(AgentFailedException.class);
      assertThat(failures.only().cause()).isSameAs(FAILURE);
      assertThat(failures.only().source()).isSameAs(agent);
      assertThat(failures.only().sentFrom()).isEqualTo(AgentTest.class.getName());
    }
    assertThat(agent.error()).isSameAs(FAILURE);
    assertThat(agent.deref()).isEqualTo(1);
    assertThatThrownBy(() -> agent.send(n -> n))
        .isInstanceOf(AgentFailedException.class)
        .hasCause(FAILURE)
        .hasMessageStartingWith("Agent is failed, needs restart");
    assertThatThrownBy(() -> Agent.await(agent)).isInstanceOf(AgentFailedException.class);

    agent.restart(10);
    Agent.await(agent);

    assertThat(agent.error()).isNull();
    assertThat(agent.deref()).isEqualTo(11);
    assertThatThrownBy(() -> agent.restart(1)).hasMessageStartingWith("Agent does not need");
  }

  @Test
  void restartThatClearsDropsWhatWaits() {
    Agent<Integer> agent = failing();
    Gate gate = new Gate();
    agent.sendOff(stopThenFail(gate));
    agent.send(n -> n + 1);
    gate.open();
    Waiting.until(() -> agent.error() != null);

    agent.restart(5, true);
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(5);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void awaitEndsWhenTheAgentFailsMeanwhile() throws Exception {
    Agent<Integer> agent = failing();
    Gate gate = new Gate();
    agent.sendOff(stopThenFail(gate));
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              assertThatThrownBy(() -> Agent.await(agent))
                  .isInstanceOf(AgentFailedException.class));
      assertThat(Agent.awaitFor(Duration.ofMillis(1), agent)).isFalse();
      gate.open();
    }
  }

  @Test
  void awaitForEndsWhenTheAgentFailsMeanwhile() throws Exception {
    Agent<Integer> agent = failing();
    Gate gate = new Gate();
    agent.sendOff(stopThenFail(gate));
    Thread waiter = Thread.currentThread();
    try (Threads threads = new Threads()) {
      threads.start(
          () -> {
            Waiting.until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            gate.open();
          });
      assertThatThrownBy(() -> Agent.awaitFor(Duration.ofHours(1), agent))
          .isInstanceOf(AgentFailedException.class);
    }
  }

  @Test
  void fullAgentRejects() {
    Agent<Integer> agent = Agent.builder(0).capacity(2).build();
    Gate gate = new Gate();
    agent.sendOff(stop(gate)).send(n -> n + 1);

    assertThatThrownBy(() -> agent.send(n -> n + 1))
        .isInstanceOf(AgentFullException.class)
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(agent.trySend(n -> n + 1)).isFalse();
    assertThat(agent.trySendOff(n -> n + 1)).isFalse();
    gate.open();
    Agent.await(agent);
    assertThat(agent.trySendOff(n -> n + 10)).isTrue();
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(11);
  }

  @Test
  void fullAgentThatDropsTheOldestKeepsTheNewest() {
    Agent<Integer> agent = Agent.builder(0).capacity(3).overflow(Overflow.DROP_OLDEST).build();
    Gate gate = new Gate();
    agent.sendOff(stop(gate));
    gate.awaitArrival();
    Promise<Integer> oldest = agent.submit(n -> n + 1);
    agent.send(n -> n + 10).send(n -> n + 100);
    gate.open();
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(110);
    assertThatThrownBy(oldest::deref).hasCauseInstanceOf(AgentFullException.class);
  }

  @Test
  void senderWaitsForRoomWhereItMay() {
    Agent<Integer> agent = Agent.builder(0).capacity(1).overflow(Overflow.BLOCK).build();

    for (int i = 0; i < 10_000; i++) {
      agent.send(n -> n + 1);
    }
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(10_000);
  }

  @Test
  void executorThatRejectsTellsTheSenderAndTheAgentGoesOn() {
    Agent<Integer> agent = Agent.of(0);
    RejectedExecutionException rejection = new RejectedExecutionException("no");

    assertThatThrownBy(
            () ->
                agent.sendVia(
                    task -> {
                      throw rejection;
                    },
                    n -> n + 100))
        .isSameAs(rejection);

    assertThat(agent.submit(n -> n + 1).deref()).isEqualTo(1);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void waitForItsOwnActionIsRefusedInAnAction() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((failed, thrown) -> {}).build();

    Promise<Integer> promise = agent.submit(n -> agent.submit(m -> m).deref());

    assertThatThrownBy(promise::deref)
        .hasCauseInstanceOf(DosyncException.class)
        .hasMessageContaining("held until this action has ended");
  }

  @Test
  void waitThatClosesACircleOfAgentsIsRefused() {
    Agent<Integer> first = Agent.builder(0).name("first").errorHandler((a, t) -> {}).build();
    Agent<Integer> second = Agent.builder(0).name("second").errorHandler((a, t) -> {}).build();

    Promise<Integer> promise =
        first.submitOff(
            n -> {
              Promise<Integer> inner =
                  second.submitOff(
                      m -> {
                        Promise<Integer> back = first.submit(k -> k);
                        Agent.releasePendingSends();
                        return back.deref();
                      });
              Agent.releasePendingSends();
              return inner.deref();
            });

    assertThatThrownBy(promise::deref).hasMessageContaining("closes a circle");
  }

  @Test
  void whoIsToldOfAnActionFindsItsPlaceFree() {
    Agent<Integer> agent = Agent.of(0);
    Gate gate = new Gate();
    Promise<Integer> action =
        agent.submitOff(
            n -> {
              gate.pass();
              return n;
            });
    CompletableFuture<Long> size = action.thenApply(n -> agent.queueSize());
    gate.open();

    assertThat(size.join()).isZero();
  }

  @Test
  void interruptThatAnActionLeavesOnAThreadOfOthersStays() {
    Agent<Integer> agent = Agent.of(0);

    agent.sendVia(
        Runnable::run,
        n -> {
          Thread.currentThread().interrupt();
          return n;
        });

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void thousandAgentsInARingPassAMillionSends() throws Exception {
    int agents = 1000;
    CountDownLatch end = new CountDownLatch(1);
    List<Agent<Integer>> ring = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      ring.add(Agent.of(0));
    }
    ring.get(0).send(n -> pass(ring, 0, 1_000_000, end));

    assertThat(end.await(50, SECONDS)).isTrue();
  }

  private static Integer pass(List<Agent<Integer>> ring, int at, int left, CountDownLatch end) {
    if (left == 0) {
      end.countDown();
    } else {
      int next = (at + 1) % ring.size();
      ring.get(next).send(n -> pass(ring, next, left - 1, end));
    }
    return left;
  }

  private static Action<Integer> stop(Gate gate) {
    return n -> {
      gate.pass();
      return n;
    };
  }

  /** As many as there are threads, and more, each with another action whenever one has ended. */
  @Test
  void agentsThatNeverPauseLeaveRoomForOthers() {
    AtomicBoolean over = new AtomicBoolean();
    List<Agent<Integer>> restless = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 4; i++) {
      Agent<Integer> agent = Agent.of(0);
      agent.send(n -> again(agent, over));
      restless.add(agent);
    }

    Promise<Integer> other = Agent.of(0).submit(n -> n + 1);

    assertThat(other.deref(Duration.ofSeconds(Gate.PATIENCE_SECONDS), 0)).isEqualTo(1);
    over.set(true);
    Agent.await(restless.toArray(new Agent<?>[0]));
  }

  /** Whatever it is that they wait by: a pool of the JDK would make a thread for each. */
  @Test
  void actionsThatWaitForPromisesGetNoMoreThreadsThanOthers() {
    int most = Runtime.getRuntime().availableProcessors() + 2;
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Promise<Integer> awaited = new Promise<>();
    Agent<?>[] agents = new Agent<?>[4 * most];
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("waits").build()) {
      for (int i = 0; i < agents.length; i++) {
        Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
        agent.send(
            n -> {
              threads.add(Thread.currentThread());
              return awaited.deref();
            });
        agents[i] = agent;
      }
      Waiting.until(
          () -> threads.stream().filter(one -> one.getState() == State.WAITING).count() >= most);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(one -> one.getName().startsWith("waits-send-"))
          .hasSize(most);
      awaited.deliver(1);
      Agent.await(agents);
    }
    assertThat(threads).hasSizeLessThanOrEqualTo(most);
  }

  private static Integer again(Agent<Integer> agent, AtomicBoolean over) {
    if (!over.get()) {
      agent.send(n -> again(agent, over));
    }
    return 0;
  }
}
