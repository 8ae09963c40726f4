package org.dosync.faults;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.ContextCapture;
import org.dosync.ErrorMode;
import org.dosync.Gate;
import org.dosync.Overflow;

/** Agents on the runtime's own threads. */
final class AgentPrograms {

  private static final int ACTIONS = 5;

  private AgentPrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("an agent that fails", AgentPrograms::failing);
    all.put("an agent that goes on", AgentPrograms::goingOn);
    all.put("a restart that clears", AgentPrograms::clearing);
    all.put("sends of actions", AgentPrograms::sendsOfActions);
    all.put("a full agent", AgentPrograms::full);
    all.put("a full agent that drops", AgentPrograms::dropping);
    all.put("context", AgentPrograms::context);
  }

  /** What an agent has done, as its state and its watches say. */
  private static Agent<Integer> watched(Run run, Agent.Builder<Integer> builder) {
    Agent<Integer> agent =
        run.made(
            "an agent",
            () ->
                builder.runtime(run.runtime()).validator(run.<Integer>validator("agent")).build());
    AtomicInteger[] told = {new AtomicInteger(), new AtomicInteger()};
    agent.addWatch("first", run.watch("first of agent", told[0]::incrementAndGet));
    agent.addWatch("second", run.watch("second of agent", told[1]::incrementAndGet));
    for (AtomicInteger count : told) {
      run.afterwards(
          () -> run.checkSoon(count + " of " + agent, () -> count.get() == agent.deref()));
    }
    return agent;
  }

  private static int act(Run run, Errand errand, int n) {
    run.begin(errand, Place.ACTION);
    return n + 1;
  }

  private static void send(Run run, Agent<Integer> agent, int number) {
    String name = "action " + number;
    run.step(
        name,
        () ->
            run.give(
                name,
                agent,
                errand -> {
                  switch (number % ACTIONS) {
                    case 0 -> agent.send(n -> act(run, errand, n));
                    case 1 -> agent.sendOff(n -> act(run, errand, n));
                    case 2 -> errand.promised(agent.submit(n -> act(run, errand, n)));
                    case 3 -> agent.trySend(n -> act(run, errand, n));
                    default -> agent.trySendOff(n -> act(run, errand, n));
                  }
                }));
  }

  private static void sendThroughGate(Run run, Agent<Integer> agent, Gate gate) {
    run.step(
        "the first",
        () ->
            run.give(
                "the first",
                agent,
                errand ->
                    agent.sendOff(
                        n -> {
                          gate.pass();
                          return act(run, errand, n);
                        })));
    run.await("arrival", gate::hasArrival);
  }

  /** Sends what waits until it is all there. */
  private static void sendAll(Run run, Agent<Integer> agent) {
    Gate gate = new Gate();
    sendThroughGate(run, agent, gate);
    for (int i = 0; i < ACTIONS; i++) {
      send(run, agent, i);
    }
    gate.open();
    await(run, agent);
  }

  private static void await(Run run, Agent<?> agent) {
    run.step("await", () -> Agent.awaitFor(run.patience(), agent));
  }

  private static void restartIfFailed(Run run, Agent<Integer> agent, boolean clear) {
    if (agent.error() != null) {
      run.step("restart", () -> agent.restart(agent.deref(), clear));
    }
    await(run, agent);
  }

  private static void failing(Run run) {
    Agent<Integer> agent = watched(run, Agent.builder(0));
    sendAll(run, agent);
    restartIfFailed(run, agent, false);
    send(run, agent, ACTIONS);
    await(run, agent);
  }

  private static void goingOn(Run run) {
    Agent<Integer> agent =
        watched(
            run, Agent.builder(0).errorHandler((failed, thrown) -> handle(run, "built", thrown)));
    sendAll(run, agent);
    run.step("fails", () -> agent.send(n -> plannedFailure()));
    await(run, agent);
    run.check(agent.error() == null, "an agent that goes on has not failed");
  }

  private static void handle(Run run, String name, Throwable thrown) {
    run.caught("action", thrown);
    if (thrown instanceof Planned) {
      run.at(Place.ERROR_HANDLER, name);
    }
  }

  private static void clearing(Run run) {
    Agent<Integer> agent = watched(run, Agent.builder(0).errorMode(ErrorMode.FAIL));
    agent.setErrorHandler((failed, thrown) -> handle(run, "set", thrown));
    run.step("fails", () -> agent.send(n -> plannedFailure()));
    awaitFailure(run, agent);
    restartIfFailed(run, agent, true);
    send(run, agent, 1);
    await(run, agent);
  }

  private static int plannedFailure() {
    throw new Planned();
  }

  private static void awaitFailure(Run run, Agent<?> agent) {
    run.await("the failure", () -> agent.error() != null);
  }

  /** They go out at the end of the action, or never. */
  private static void sendsOfActions(Run run) {
    Agent<Integer> target = watched(run, Agent.builder(0));
    Agent<Integer> sender =
        Agent.builder(0)
            .runtime(run.runtime())
            .errorHandler((agent, thrown) -> run.caught("sender", thrown))
            .build();
    run.step(
        "send",
        () ->
            run.give(
                "sender", sender, errand -> sender.send(n -> sendFromAction(run, errand, target))));
    await(run, sender);
    await(run, target);
    restartIfFailed(run, target, false);
  }

  private static int sendFromAction(Run run, Errand own, Agent<Integer> target) {
    Errand first = null;
    Errand second = null;
    try {
      run.begin(own, Place.ACTION);
      first = run.give("held 1", target, errand -> target.send(n -> act(run, errand, n)));
      run.at(Place.ACTION, "between held sends");
      second = run.give("held 2", target, errand -> target.send(n -> act(run, errand, n)));
      run.at(Place.ACTION, "after held sends");
      return 1;
    } catch (Throwable thrown) {
      callOff(first);
      callOff(second);
      throw thrown;
    }
  }

  private static void callOff(Errand errand) {
    if (errand != null) {
      errand.callOff();
    }
  }

  /** A sender waits for a place. */
  private static void full(Run run) {
    Agent<Integer> agent =
        watched(
            run, Agent.builder(0).capacity(1).overflow(Overflow.BLOCK).sendTimeout(Run.PATIENCE));
    for (int i = 0; i < ACTIONS; i++) {
      send(run, agent, ACTIONS * i); // each by send, which waits
    }
    await(run, agent);
    restartIfFailed(run, agent, false);
  }

  private static void dropping(Run run) {
    Agent<Integer> agent =
        watched(run, Agent.builder(0).capacity(2).overflow(Overflow.DROP_OLDEST));
    Gate gate = new Gate();
    sendThroughGate(run, agent, gate);
    for (int i = 0; i < ACTIONS; i++) {
      send(run, agent, ACTIONS * i);
    }
    gate.open();
    await(run, agent);
  }

  private static void context(Run run) {
    ContextCapture context =
        body -> {
          run.at(Place.CAPTURE, "of all");
          return () -> inContext(run, body);
        };
    run.runtime(builder -> builder.context(context).traceSends(true));
    Agent<Integer> agent = watched(run, Agent.builder(0).errorMode(ErrorMode.CONTINUE));
    for (int i = 0; i < ACTIONS; i++) {
      send(run, agent, i);
      await(run, agent);
    }
    run.step(
        "future",
        () ->
            run.give(
                    "future",
                    run.runtime(),
                    errand ->
                        errand.promised(
                            run.runtime()
                                .future(
                                    () -> {
                                      run.begin(errand, Place.FUTURE);
                                      return 1;
                                    })))
                .promise()
                .deref());
  }

  private static void inContext(Run run, Runnable body) {
    Fault fault = run.at(Place.CONTEXT, "of all");
    if (fault != Fault.FORGET) {
      body.run();
    }
    if (fault == Fault.TWICE) {
      body.run();
    }
    run.at(Place.CONTEXT_AFTERWARDS, "of all");
  }
}
