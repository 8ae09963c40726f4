package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that throw, and what becomes of the others: no two run at once, and none is lost. */
@Timeout(60)
class AgentFailureTest {

  private static final Duration SOON = Duration.ofSeconds(Gate.PATIENCE_SECONDS);
  private static final RuntimeException FAILURE = new RuntimeException("from an action");

  private static Integer fail(Integer state) {
    throw FAILURE;
  }

  /** Fails quietly. */
  private static Agent<Integer> failing() {
    return Agent.builder(0).errorHandler((a, t) -> {}).errorMode(ErrorMode.FAIL).build();
  }

  private static Agent<Integer> failed() {
    Agent<Integer> agent = failing();
    agent.send(AgentFailureTest::fail);
    Waiting.until(() -> agent.error() != null);
    return agent;
  }

  @Test
  void errorsFailAnAgentAsExceptionsDo() {
    Agent<Integer> agent = failing();
    Error error = new Error("from an action");

    Promise<Integer> promise =
        agent.submit(
            n -> {
              throw error;
            });

    assertThatThrownBy(promise::deref).hasCause(error);
    assertThat(agent.error()).isSameAs(error);
  }

  @Test
  void stackOverflowInAnActionIsItsFailure() {
    Agent<Integer> agent = failing();

    Promise<Integer> promise = agent.submit(AgentFailureTest::deeper);

    assertThatThrownBy(promise::deref).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(agent.error()).isInstanceOf(StackOverflowError.class);
    agent.restart(1);
    assertThat(agent.submit(n -> n + 1).deref(SOON, -1)).isEqualTo(2);
  }

  private static Integer deeper(Integer n) {
    return deeper(n + 1) + 1;
  }

  @Test
  void refusedStateIsAFailureAndTheOldOneStays() {
    Agent<Integer> agent =
        Agent.builder(1).validator(n -> n < 10).errorHandler((a, t) -> {}).build();

    Promise<Integer> promise = agent.submit(n -> 10);

    assertThatThrownBy(promise::deref).hasCauseInstanceOf(InvalidStateException.class);
    assertThat(agent.deref()).isEqualTo(1);
  }

  @Test
  void handlerGetsTheAgentAndWhatWasThrownBeforeTheAgentCountsAsFailed() {
    List<Object> seen = new ArrayList<>();
    Agent<Integer> agent =
        Agent.builder(0)
            .errorMode(ErrorMode.FAIL)
            .errorHandler(
                (failed, thrown) -> {
                  seen.add(failed);
                  seen.add(thrown);
                  seen.add(failed.error());
                  seen.add(Agent.current());
                  failed.send(n -> n + 1); // held, and runs after the restart
                })
            .build();

    assertThatThrownBy(agent.submit(AgentFailureTest::fail)::deref).hasCause(FAILURE);

    assertThat(seen).containsExactly(agent, FAILURE, null, agent);
    agent.restart(5);
    Agent.await(agent);
    assertThat(agent.deref()).isEqualTo(6);
  }

  @Test
  void handlerThatThrowsIsReportedAndTheAgentGoesOn() {
    RuntimeException another = new RuntimeException("from a handler");
    Agent<Integer> agent =
        Agent.builder(0)
            .errorHandler(
                (failed, thrown) -> {
                  throw another;
                })
            .build();
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.send(AgentFailureTest::fail);
      assertThat(agent.submit(n -> n + 1).deref()).isEqualTo(1);

      assertThat(failures.only().what()).isEqualTo("error handler");
      assertThat(failures.only().cause()).isSameAs(another);
      assertThat(failures.only().source()).isSameAs(agent);
    }
  }

  @Test
  void modeAndHandlerCanBeChangedForTheNextFailure() {
    List<Throwable> handled = new ArrayList<>();
    Agent<Integer> agent = Agent.of(0);
    assertThat(agent.errorMode()).isEqualTo(ErrorMode.FAIL);
    agent.setErrorMode(ErrorMode.CONTINUE);
    agent.setErrorHandler((a, thrown) -> handled.add(thrown));

    agent.send(AgentFailureTest::fail);
    assertThat(agent.submit(n -> n + 1).deref()).isEqualTo(1);

    assertThat(agent.error()).isNull();
    assertThat(handled).containsExactly(FAILURE);
  }

  @Test
  void restartWithARefusedStateLeavesTheAgentFailed() {
    Agent<Integer> agent = failed();
    agent.setValidator(n -> n < 10);

    assertThatThrownBy(() -> agent.restart(10)).isInstanceOf(InvalidStateException.class);

    assertThat(agent.error()).isSameAs(FAILURE);
    assertThat(agent.deref()).isZero();
    agent.restart(9);
    assertThat(agent.submit(n -> n).deref()).isEqualTo(9);
  }

  /** It may fail between a look at it and the restart. */
  @Test
  void restartBesideTheFailureTakesNoRefusedState() {
    for (int i = 0; i < 5_000; i++) {
      Agent<Integer> agent = failing();
      agent.setValidator(n -> n >= 0);
      agent.send(AgentFailureTest::fail);
      boolean refused = false;
      while (!refused) {
        try {
          agent.restart(-1);
        } catch (InvalidStateException expected) {
          refused = true;
        } catch (DosyncException tooEarly) {
          continue;
        }
        assertThat(agent.deref()).isZero();
      }
    }
  }

  @Test
  void restartTellsNoWatches() {
    Agent<Integer> agent = failed();
    AtomicInteger told = new AtomicInteger();
    agent.addWatch("w", (key, reference, from, to) -> told.incrementAndGet());

    agent.restart(1);

    assertThat(told).hasValue(0);
  }

  @Test
  void ofManyRestartsOneTakesEffect() {
    Agent<Integer> agent = failed();
    AtomicInteger done = new AtomicInteger();

    Threads.together(
        4,
        index ->
            () -> {
              try {
                agent.restart(index + 1);
                done.incrementAndGet();
              } catch (DosyncException refused) {
                assertThat(refused).hasMessageStartingWith("Agent does not need a restart");
              }
            });

    assertThat(done).hasValue(1);
  }

  /** Whoever is told of the failure may restart the agent at once, on the thread that tells. */
  @RepeatedTest(20)
  void neverTwoActionsAtATimeWhenTheFailuresPromiseRestarts() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((a, t) -> {}).build();
    agent.setErrorMode(ErrorMode.FAIL);
    AtomicInteger running = new AtomicInteger();
    AtomicBoolean together = new AtomicBoolean();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    Promise<Integer> failure = agent.submit(AgentFailureTest::fail);
    Promise<Void> restarted =
        (Promise<Void>)
            failure.<Void>handle(
                (value, thrown) -> {
                  agent.restart(0);
                  return null;
                });
    for (int i = 0; i < 2_000; i++) {
      agent.send(
          n -> {
            together.compareAndSet(false, running.incrementAndGet() > 1);
            Thread.onSpinWait();
            running.decrementAndGet();
            return n + 1;
          });
    }
    gate.open();

    restarted.deref();
    assertThat(agent.submit(n -> n).deref()).isEqualTo(2_000);
    assertThat(together).isFalse();
  }

  /**
   * What is told of a failure is not part of an action: sends go out at once, waits are allowed.
   */
  @Test
  void whoIsToldOfTheFailureIsOutsideOfTheAction() {
    Agent<Integer> agent = failing();
    Agent<Integer> other = Agent.of(0);
    Promise<Agent<?>> current = new Promise<>();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    agent
        .submit(AgentFailureTest::fail)
        .whenComplete(
            (value, thrown) -> {
              other.send(n -> n + 1);
              Agent.await(other);
              current.deliver(Agent.current());
            });
    gate.open();

    assertThat(current.deref()).isNull();
    assertThat(other.deref()).isEqualTo(1);
  }

  @Test
  void whatFollowsAnActionIsNoPartOfIt() {
    Agent<Integer> agent = Agent.of(0);
    Promise<Agent<?>> current = new Promise<>();
    Gate gate = new Gate();
    Promise<Integer> action =
        agent.submitOff(
            n -> {
              gate.pass();
              return n;
            });
    action.thenRun(() -> current.deliver(Agent.current()));
    gate.open();

    assertThat(current.deref()).isNull();
  }

  @Test
  void restartThatClearsMayBeFollowedByOneFromWhoIsTold() {
    Agent<Integer> agent = failing();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return fail(n);
        });
    agent.send(n -> n + 100);
    Promise<Integer> told = agent.submit(n -> n + 100);
    gate.open();
    assertThatThrownBy(told::deref).hasCauseInstanceOf(AgentFailedException.class);

    agent.restart(5, true);

    assertThat(agent.submit(n -> n + 1).deref(SOON, -1)).isEqualTo(6);
    assertThat(agent.queueSize()).isZero();
  }

  /** Sent while the agent fails: it runs, or its promise says why not, never both. */
  @RepeatedTest(20)
  void actionWithAPromiseBesideAFailureRunsOrIsToldButNotBoth() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((a, t) -> {}).build();
    agent.setErrorMode(ErrorMode.FAIL);
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger succeeded = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();

    Threads.together(
        List.of(
            () -> {
              for (int i = 0; i < 300; i++) {
                Promise<Integer> failure = submit(agent, AgentFailureTest::fail);
                if (failure != null) {
                  failure.handle((value, thrown) -> 0).join();
                }
              }
              over.set(true);
            },
            () -> restartUntil(agent, over),
            () -> restartUntil(agent, over),
            () -> {
              List<Promise<Integer>> promises = new ArrayList<>();
              while (!over.get()) {
                Promise<Integer> promise = submit(agent, n -> ran.incrementAndGet());
                if (promise != null) {
                  promises.add(promise);
                }
                if (promises.size() > 1_000) {
                  succeeded.addAndGet(succeeded(promises));
                }
              }
              restart(agent);
              succeeded.addAndGet(succeeded(promises));
            }));

    restart(agent);
    Agent.await(agent);
    assertThat(ran.get()).isEqualTo(succeeded.get());
    assertThat(agent.queueSize()).isZero();
  }

  private static int succeeded(List<Promise<Integer>> promises) {
    int count = 0;
    for (Promise<Integer> promise : promises) {
      Throwable thrown = promise.handle((value, failure) -> failure).join();
      count += thrown == null ? 1 : 0;
      assertThat(thrown).isIn(null, thrown instanceof AgentFailedException ? thrown : null);
    }
    promises.clear();
    return count;
  }

  private static Promise<Integer> submit(Agent<Integer> agent, Action<Integer> action) {
    try {
      return agent.submit(action);
    } catch (AgentFailedException | AgentFullException refused) {
      return null;
    }
  }

  private static void restartUntil(Agent<Integer> agent, AtomicBoolean over) {
    while (!over.get()) {
      restart(agent);
    }
  }

  private static void restart(Agent<Integer> agent) {
    try {
      agent.restart(0);
    } catch (DosyncException refused) {
      assertThat(refused).hasMessageStartingWith("Agent does not need a restart");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void awaitOfAFailedAgentThrowsWhateverTheAgentsBesideIt(boolean first) {
    Agent<Integer> failed = failed();
    Agent<Integer> sound = Agent.of(0);
    sound.send(n -> n + 1);

    assertThatThrownBy(
            () -> {
              if (first) {
                Agent.await(failed, sound);
              } else {
                Agent.await(sound, failed);
              }
            })
        .isInstanceOf(AgentFailedException.class)
        .hasCause(FAILURE);
  }

  /** Somebody's wait, which the failure has ended, is still in the queue behind an action. */
  @Test
  void awaitAfterARestartDoesNotEndWithTheOldFailure() {
    Agent<Integer> agent = failing();
    Gate first = new Gate();
    Gate second = new Gate();
    agent.sendOff(
        n -> {
          first.pass();
          return fail(n);
        });
    agent.sendOff(
        n -> {
          second.pass();
          return n + 1;
        });
    assertThat(Agent.awaitFor(Duration.ZERO, agent)).isFalse();
    first.open();
    Waiting.until(() -> agent.error() != null);

    agent.restart(1);
    second.awaitArrival();
    assertThat(Agent.awaitFor(Duration.ZERO, agent)).isFalse();
    second.open();
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(2);
  }

  /** Else the places of those that throw would never come back. */
  @Test
  void anActionThatThrowsLeavesTheQueueOfAnAgentThatGoesOn() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((failed, thrown) -> {}).build();
    agent.send(n -> fail(n));
    Agent.await(agent);

    assertThat(agent.error()).isNull();
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void aPromiseThatWasCancelledIsNotOwedAnyMore() {
    try (DosyncRuntime runtime = DosyncRuntime.builder().build()) {
      Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
      Gate gate = new Gate();
      agent.sendOff(
          n -> {
            gate.pass();
            return n;
          });
      assertThat(agent.submit(n -> n + 1).cancel(false)).isTrue();
      gate.open();
      Agent.await(agent);

      Waiting.until(() -> runtime.work().owed().isEmpty());
    }
  }

  @Test
  void cancelTakesAnActionOutOfTheQueueOfARunningAgent() {
    Agent<Integer> agent = Agent.of(0);
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    Promise<Integer> cancelled = agent.submit(n -> n + 100);

    assertThat(cancelled.cancel(true)).isTrue();
    gate.open();

    assertThat(agent.submit(n -> n + 1).deref()).isEqualTo(1);
    assertThatThrownBy(cancelled::deref).isInstanceOf(CancellationException.class);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void restartGoesOnBehindAWaitThatTheFailureHasEnded() {
    Agent<Integer> agent = failing();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return fail(n);
        });
    assertThat(Agent.awaitFor(Duration.ZERO, agent)).isFalse();
    agent.send(n -> n + 1);
    gate.open();
    Waiting.until(() -> agent.error() != null);

    agent.restart(1);

    Waiting.until(() -> agent.queueSize() == 0);
    assertThat(agent.deref()).isEqualTo(2);
  }
}
