package org.dosync;

import static org.dosync.Race.expect;
import static org.dosync.RacesLincheck.INVOCATIONS;
import static org.dosync.RacesLincheck.race;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/**
 * What operations of agents and promises leave for later, beside others: sends nobody waits for, a
 * restart, a close. Whoever sends runs the actions.
 */
class AgentRacesLincheck {

  private static final Executor HERE = Runnable::run;

  private static DosyncRuntime runtime() {
    return DosyncRuntime.builder().sendExecutor(HERE).sendOffExecutor(HERE).build();
  }

  private static Agent<Integer> agent(DosyncRuntime runtime) {
    return Agent.builder(0)
        .runtime(runtime)
        .errorHandler((failed, thrown) -> {})
        .errorMode(ErrorMode.FAIL)
        .build();
  }

  /** Holds one action that adds 1. */
  private static Agent<Integer> failed(DosyncRuntime runtime) {
    Agent<Integer> agent = agent(runtime);
    agent.setErrorHandler((failed, thrown) -> failed.send(n -> n + 1));
    agent.send(
        n -> {
          throw new IllegalStateException("on purpose");
        });
    return agent;
  }

  @Test
  void sendsOfTwoBothRun() {
    Lincheck.runConcurrentTest(INVOCATIONS, AgentRacesLincheck::sendBesideRest);
  }

  private static void sendBesideRest() {
    Agent<Integer> agent = agent(runtime());
    race(
        () -> agent.send(n -> n + 1),
        () -> agent.send(n -> n + 10),
        () -> expect(agent.deref() == 11 && agent.queueSize() == 0, agent.deref()));
  }

  @Test
  void whoeverWaitsKnowsTheEndOfItsSends() {
    Lincheck.runConcurrentTest(INVOCATIONS, AgentRacesLincheck::awaitBesideSend);
  }

  private static void awaitBesideSend() {
    Agent<Integer> agent = agent(runtime());
    int[] seen = {0};
    race(
        () -> {
          agent.send(n -> n + 1);
          Agent.await(agent);
          seen[0] = agent.deref();
        },
        () -> agent.send(n -> n + 10),
        () -> expect(seen[0] % 10 == 1, seen[0]));
  }

  @Test
  void restartRunsWhatWaitsAndWhatComes() {
    Lincheck.runConcurrentTest(INVOCATIONS, () -> restartBesideSend(false, 101, 111));
  }

  @Test
  void restartThatClearsDropsWhatWaitsAndRunsWhatComesLater() {
    Lincheck.runConcurrentTest(INVOCATIONS, () -> restartBesideSend(true, 100, 110));
  }

  private static void restartBesideSend(boolean clear, int refused, int sent) {
    Agent<Integer> agent = failed(runtime());
    boolean[] isSent = {true};
    race(
        () -> agent.restart(100, clear),
        () -> {
          try {
            agent.send(n -> n + 10);
          } catch (AgentFailedException failed) {
            isSent[0] = false;
          }
        },
        () ->
            expect(
                agent.deref() == (isSent[0] ? sent : refused) && agent.queueSize() == 0,
                agent.deref()));
  }

  @Test
  void actionBesideACloseRunsOrIsTold() {
    Lincheck.runConcurrentTest(INVOCATIONS, AgentRacesLincheck::closeBesideSubmit);
  }

  private static void closeBesideSubmit() {
    DosyncRuntime runtime = runtime();
    Agent<Integer> agent = agent(runtime);
    Promise<?>[] sent = {null};
    race(
        () -> runtime.close(Duration.ofSeconds(10)),
        () -> {
          try {
            sent[0] = agent.submit(n -> n + 1);
          } catch (RuntimeClosedException refused) {
            // the promise is not there
          }
        },
        () -> expect(agent.deref() == (succeeded(sent[0]) ? 1 : 0), agent.deref()));
  }

  private static boolean succeeded(Promise<?> promise) {
    expect(promise == null || promise.isDone(), "a promise that nobody delivers");
    return promise != null && !promise.isCompletedExceptionally();
  }

  @Test
  void whatAFailedAgentHoldsRunsOrIsToldOnce() {
    Lincheck.runConcurrentTest(INVOCATIONS, AgentRacesLincheck::restartBesideClose);
  }

  private static void restartBesideClose() {
    DosyncRuntime runtime = runtime();
    Agent<Integer> agent = failed(runtime);
    long[] told = {0};
    Failures.setHandler(failure -> told[0]++);
    race(
        () -> agent.restart(0),
        () ->
            runtime.close(Duration.ofSeconds(10)).left().forEach(left -> told[0] += left.dropped()),
        () -> expect(told[0] + agent.deref() == 1, told[0] + " told, " + agent.deref() + " ran"));
    Failures.setHandler(null);
  }

  @Test
  void waitEndsWithTheDelivery() {
    Lincheck.runConcurrentTest(INVOCATIONS, AgentRacesLincheck::derefBesideDeliver);
  }

  private static void derefBesideDeliver() {
    Promise<Integer> promise = new Promise<>();
    int[] seen = {0};
    race(
        () -> seen[0] = promise.deref(),
        () -> promise.deliver(1),
        () -> expect(seen[0] == 1, seen[0]));
  }
}
