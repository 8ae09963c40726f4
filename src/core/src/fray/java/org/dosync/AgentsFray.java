package org.dosync;

import static org.dosync.Race.expect;
import static org.dosync.Race.together;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Agents beside failures, restarts and closes. Whoever sends runs the actions. */
class AgentsFray {

  private static final Executor HERE = Runnable::run;
  private static final Duration LONG = Duration.ofHours(1);
  private static final RuntimeException FAILURE =
      new RuntimeException("on purpose", null, false, false) {};

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

  private static int fail(int state) {
    throw FAILURE;
  }

  /** Whether the action has run; it must have run, or its promise must tell why not. */
  private static boolean hasRun(@Nullable Promise<Integer> sent) {
    expect(sent == null || sent.isDone(), "a promise that nobody delivers");
    return sent != null && !sent.isCompletedExceptionally();
  }

  private static @Nullable Promise<Integer> submitOne(Agent<Integer> agent) {
    try {
      return agent.submit(n -> n + 1);
    } catch (AgentFailedException | RuntimeClosedException refused) {
      return null;
    }
  }

  @Test
  void sendsOfThreeAllRun() {
    Schedules.explore(AgentsFray::sends);
  }

  static void sends() {
    Agent<Integer> agent = agent(runtime());
    together(
        () -> agent.send(n -> n + 1),
        () -> agent.send(n -> n + 10),
        () -> {
          agent.send(n -> n + 100);
          Agent.await(agent);
          expect(agent.deref() >= 100, agent.deref());
        });
    expect(agent.deref() == 111 && agent.queueSize() == 0, agent.deref());
  }

  @Test
  void whatIsSentBesideAFailureRunsOrIsTold() {
    Schedules.explore(AgentsFray::failureBesideSubmit);
  }

  static void failureBesideSubmit() {
    Agent<Integer> agent = agent(runtime());
    @Nullable Promise<?>[] sent = {null};
    together(() -> agent.send(AgentsFray::fail), () -> sent[0] = submitOne(agent));
    boolean ran = hasRun(cast(sent[0]));
    expect(agent.deref() == (ran ? 1 : 0), agent.deref());
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Promise<Integer> cast(@Nullable Promise<?> promise) {
    return (Promise<Integer>) promise;
  }

  @Test
  void whatIsSentBesideARestartRunsOrIsTold() {
    Schedules.explore(AgentsFray::restartBesideSubmit);
  }

  static void restartBesideSubmit() {
    Agent<Integer> agent = agent(runtime());
    @Nullable Promise<?>[] sent = {null};
    together(
        () -> {
          try {
            agent.submit(AgentsFray::fail).deref();
          } catch (CompletionException failed) {
            agent.restart(100);
          }
        },
        () -> sent[0] = submitOne(agent));
    int found = agent.deref();
    expect(hasRun(cast(sent[0])) ? found == 100 || found == 101 : found == 100, found);
  }

  @Test
  void ofTwoRestartsOneDoesIt() {
    Schedules.explore(AgentsFray::twoRestarts);
  }

  static void twoRestarts() {
    Agent<Integer> agent = agent(runtime());
    agent.send(AgentsFray::fail);
    AtomicInteger restarts = new AtomicInteger();
    Runnable restart =
        () -> {
          try {
            agent.restart(0);
            restarts.incrementAndGet();
          } catch (DosyncException notFailed) {
            // the other one was first
          }
          agent.send(n -> n + 1);
        };
    together(restart, restart);
    expect(restarts.get() == 1 && agent.deref() == 2, restarts + ", " + agent.deref());
  }

  @Test
  void anActionBesideACloseRunsOrIsTold() {
    Schedules.explore(AgentsFray::closeBesideSubmit);
  }

  static void closeBesideSubmit() {
    DosyncRuntime runtime = runtime();
    Agent<Integer> agent = agent(runtime);
    @Nullable Promise<?>[] sent = {null};
    together(() -> runtime.close(LONG), () -> sent[0] = submitOne(agent));
    expect(agent.deref() == (hasRun(cast(sent[0])) ? 1 : 0), agent.deref());
  }

  @Test
  void whoeverWaitsForAPlaceGetsIt() {
    Schedules.explore(AgentsFray::fullBesideFull);
  }

  static void fullBesideFull() {
    DosyncRuntime runtime = runtime();
    Agent<Integer> agent =
        Agent.builder(0).runtime(runtime).capacity(1).overflow(Overflow.BLOCK).build();
    Runnable one = () -> agent.send(n -> n + 1);
    together(one, one, one);
    expect(agent.deref() == 3, agent.deref());
  }

  @Test
  void whatATransactionSendsRunsOnceBesideOthers() {
    Schedules.explore(AgentsFray::sendInTransaction);
  }

  static void sendInTransaction() {
    Agent<Integer> agent = agent(runtime());
    Ref<Integer> ref = Ref.of(0);
    Runnable one =
        () ->
            Transaction.dosync(
                () -> {
                  ref.alter(n -> n + 1);
                  agent.send(n -> n + 1);
                });
    together(one, one);
    expect(agent.deref() == 2, agent.deref());
  }
}
