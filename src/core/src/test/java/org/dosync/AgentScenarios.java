package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Stories of agents. */
final class AgentScenarios {

  private static final UnaryOperator<Object> INC = n -> (Integer) n + 1;

  private static final UnaryOperator<Object> FAIL =
      n -> {
        throw new ArithmeticException("mine");
      };

  private static final String REFUSED = "Agent is failed, needs restart";

  private AgentScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("send", "2", AgentScenarios::send),
        same("order of one sender", "1000 in order", AgentScenarios::order),
        same("send in a transaction", "1 after 3 tries, 0 in it", AgentScenarios::inTransaction),
        same("send in a transaction that aborts", "0", AgentScenarios::inAborted),
        same("send in an action sees its new state", "1", AgentScenarios::nested),
        same("send in an action that throws", "0", AgentScenarios::nestedInFailing),
        same("release of pending sends", "2 0", AgentScenarios::release),
        same("current agent", "true true true false", AgentScenarios::current),
        same("handler before the agent has failed", "null, 6", AgentScenarios::handlerSends),
        same("continue", "null 1, 1 handled", AgentScenarios::goesOn),
        same("failed agent", "mine, 1, " + REFUSED, AgentScenarios::failed),
        same("restart goes on with what was held", "11", AgentScenarios::restart),
        same("restart that clears", "10", AgentScenarios::restartClears),
        same("restart of a sound agent", "Agent does not need a restart", AgentScenarios::needless),
        same(
            "restart with a refused state",
            "Invalid reference state, mine, 0",
            AgentScenarios::bad),
        same("restart tells no watches", "0 told", AgentScenarios::restartIsNotWatched),
        same("refused state of an action", "Invalid reference state, 1", AgentScenarios::refused),
        same("await of nobody", "true", model -> awaitNobody(model)),
        same("await in time", "true false", AgentScenarios::awaitFor),
        same("await in a transaction", "await in transaction", AgentScenarios::awaitInTransaction),
        same("await in an action", "Can't await in agent action", AgentScenarios::awaitInAction),
        same("await of a failed agent", REFUSED, AgentScenarios::awaitFailed),
        differs(
            Deviation.AWAIT_ENDS,
            "await of an agent that fails meanwhile",
            "waits on",
            REFUSED,
            AgentScenarios::failsMeanwhile),
        differs(
            Deviation.REJECTING_EXECUTOR,
            "executor that rejects",
            "not told, then stuck",
            "RejectedExecutionException: no, then 1",
            AgentScenarios::rejected),
        differs(
            Deviation.ACTION_FAILURES_ARE_TOLD,
            "failure without a handler",
            "reported 0",
            "reported 1",
            AgentScenarios::silent),
        differs(
            Deviation.AGENT_WATCH_THROWS,
            "watch of an agent throws",
            "2, watch",
            "2, null",
            AgentScenarios::watchThrows),
        differs(
            Deviation.AGENTS_ARE_BOUNDED,
            "70,000 actions wait",
            "all accepted",
            "RejectedExecutionException",
            AgentScenarios::bounded));
  }

  private static Object value(Model.AnAgent agent) {
    agent.await();
    return agent.deref();
  }

  private static String message(Body<Object, Throwable> call) {
    String outcome = outcome(call);
    int colon = outcome.indexOf(": ");
    return colon < 0 ? outcome : outcome.substring(colon + 2);
  }

  private static String sent(Runnable send) {
    send.run();
    return "sent";
  }

  private static Model.AnAgent failedAgent(Model model, Object state) {
    Model.AnAgent agent = model.agent(state, null, false);
    try (CaughtFailures ignored = new CaughtFailures()) {
      agent.sendOff(FAIL);
      Waiting.until(() -> agent.error() != null);
      ignored.all().clear();
    }
    return agent;
  }

  private static String send(Model model) {
    Model.AnAgent agent = model.agent(1, null, false);
    agent.send(INC);
    return String.valueOf(value(agent));
  }

  private static String order(Model model) {
    Model.AnAgent agent = model.agent(null, null, false);
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      UnaryOperator<Object> add = state -> seen.add(number);
      if (i % 2 == 0) {
        agent.send(add);
      } else {
        agent.sendOff(add);
      }
    }
    agent.await();
    return seen.size() + (seen.stream().sorted().toList().equals(seen) ? " in order" : " mixed up");
  }

  private static String inTransaction(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    Object seen =
        model.dosync(
            () -> {
              ref.deref();
              if (tries.incrementAndGet() < 3) {
                Threads.elsewhere(() -> model.dosync(() -> ref.alter(INC)));
              }
              ref.alter(INC);
              agent.send(INC);
              return agent.deref();
            });
    return value(agent) + " after " + tries + " tries, " + seen + " in it";
  }

  private static String inAborted(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    outcome(
        () ->
            model.dosync(
                () -> {
                  agent.send(INC);
                  throw new Exception("abort");
                }));
    return String.valueOf(value(agent));
  }

  private static String nested(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    Model.AnAgent seen = model.agent(-1, null, false);
    agent.send(
        n -> {
          seen.send(ignored -> agent.deref());
          return (Integer) n + 1;
        });
    agent.await();
    return String.valueOf(value(seen));
  }

  private static String nestedInFailing(Model model) {
    Model.AnAgent agent = model.agent(0, (a, thrown) -> {}, true);
    Model.AnAgent other = model.agent(0, null, false);
    agent.send(
        n -> {
          other.send(INC);
          throw new ArithmeticException("mine");
        });
    agent.await();
    return String.valueOf(value(other));
  }

  private static String release(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    Model.AnAgent other = model.agent(0, null, false);
    agent.send(
        n -> {
          other.send(INC);
          other.send(INC);
          return model.releasePendingSends();
        });
    return value(agent) + " " + model.releasePendingSends();
  }

  private static String current(Model model) {
    AtomicReference<Object> inHandler = new AtomicReference<>();
    AtomicReference<Object> inWatch = new AtomicReference<>();
    Model.AnAgent agent = model.agent(0, (a, thrown) -> inHandler.set(model.currentAgent()), true);
    agent.addWatch("w", (key, from, to) -> inWatch.set(model.currentAgent()));
    AtomicReference<Object> inAction = new AtomicReference<>();
    agent.send(
        n -> {
          inAction.set(model.currentAgent());
          return 1;
        });
    agent.send(FAIL);
    agent.await();
    Object self = agent.itself();
    return (inAction.get() == self)
        + " "
        + (inWatch.get() == self)
        + " "
        + (inHandler.get() == self)
        + " "
        + (model.currentAgent() == self);
  }

  private static String handlerSends(Model model) {
    AtomicReference<String> seen = new AtomicReference<>("not called");
    Model.AnAgent agent =
        model.agent(
            0,
            (failed, thrown) -> {
              seen.set(String.valueOf(failed.error()));
              failed.send(INC);
            },
            false);
    agent.send(FAIL);
    Waiting.until(() -> agent.error() != null);
    agent.restart(5, false);
    return seen + ", " + value(agent);
  }

  private static String goesOn(Model model) {
    AtomicInteger handled = new AtomicInteger();
    Model.AnAgent agent = model.agent(0, (a, thrown) -> handled.incrementAndGet(), true);
    agent.send(FAIL);
    agent.send(INC);
    agent.await();
    return agent.error() + " " + agent.deref() + ", " + handled + " handled";
  }

  private static String failed(Model model) {
    Model.AnAgent agent = failedAgent(model, 1);
    return agent.error().getMessage()
        + ", "
        + agent.deref()
        + ", "
        + message(() -> sent(() -> agent.send(INC)));
  }

  /** Two actions, the second of which waits while the first one fails. */
  private static Model.AnAgent failedWithOneHeld(Model model) {
    Model.AnAgent agent = model.agent(0, (a, thrown) -> {}, false);
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return FAIL.apply(n);
        });
    agent.send(INC);
    gate.open();
    Waiting.until(() -> agent.error() != null);
    return agent;
  }

  private static String restart(Model model) {
    Model.AnAgent agent = failedWithOneHeld(model);
    agent.restart(10, false);
    return String.valueOf(value(agent));
  }

  private static String restartClears(Model model) {
    Model.AnAgent agent = failedWithOneHeld(model);
    agent.restart(10, true);
    return String.valueOf(value(agent));
  }

  private static String needless(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    return message(
        () -> {
          agent.restart(1, false);
          return "restarted";
        });
  }

  private static String bad(Model model) {
    Model.AnAgent agent = failedAgent(model, 0);
    agent.setValidator(n -> (Integer) n < 10);
    String refused =
        message(
            () -> {
              agent.restart(10, false);
              return "restarted";
            });
    return refused + ", " + agent.error().getMessage() + ", " + agent.deref();
  }

  private static String restartIsNotWatched(Model model) {
    Model.AnAgent agent = failedAgent(model, 0);
    AtomicInteger told = new AtomicInteger();
    agent.addWatch("w", (key, from, to) -> told.incrementAndGet());
    agent.restart(1, false);
    return told + " told";
  }

  private static String refused(Model model) {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Model.AnAgent agent = model.agent(1, (a, thrown) -> seen.set(thrown), true);
    agent.setValidator(n -> (Integer) n < 10);
    agent.send(n -> 10);
    agent.await();
    return message(() -> Sneaky.rethrow(seen.get())).split(":")[0] + ", " + agent.deref();
  }

  private static String awaitNobody(Model model) {
    return String.valueOf(model.agent(0, null, false).awaitFor(1_000));
  }

  private static String awaitFor(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    agent.send(INC);
    boolean inTime = agent.awaitFor(10_000);
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    boolean tooLate = agent.awaitFor(1);
    gate.open();
    return inTime + " " + tooLate;
  }

  private static String awaitInTransaction(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    return message(
            () ->
                model.dosync(
                    () -> {
                      agent.await();
                      return "waited";
                    }))
        .split(":")[0];
  }

  private static String awaitInAction(Model model) {
    Model.AnAgent other = model.agent(0, null, false);
    Model.AnAgent agent = model.agent(0, null, false);
    agent.send(
        n ->
            message(
                    () -> {
                      other.await();
                      return "waited";
                    })
                .split(":")[0]);
    return String.valueOf(value(agent));
  }

  private static String awaitFailed(Model model) {
    Model.AnAgent agent = failedAgent(model, 0);
    return message(
        () -> {
          agent.await();
          return "waited";
        });
  }

  private static String failsMeanwhile(Model model) {
    Model.AnAgent agent = model.agent(0, (a, thrown) -> {}, false);
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return FAIL.apply(n);
        });
    gate.awaitArrival();
    AtomicReference<String> end = new AtomicReference<>("waits on");
    try (Threads threads = new Threads()) {
      Thread thread =
          threads.start(
              () -> end.set(message(() -> agent.awaitFor(1_000) ? "waited" : "waits on")));
      Waiting.until(() -> thread.getState() == Thread.State.TIMED_WAITING);
      gate.open();
    }
    return end.get();
  }

  private static String rejected(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    Executor rejecting =
        task -> {
          throw new RejectedExecutionException("no");
        };
    String told = outcome(() -> sent(() -> agent.sendVia(rejecting, n -> 100)));
    agent.send(INC);
    String then = agent.awaitFor(300) ? String.valueOf(agent.deref()) : "stuck";
    return (told.startsWith("Rejected") ? told : "not told") + ", then " + then;
  }

  private static String silent(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.send(FAIL);
      Waiting.until(() -> agent.error() != null);
      return "reported " + failures.all().size();
    }
  }

  private static String watchThrows(Model model) {
    AtomicReference<Throwable> handled = new AtomicReference<>();
    Model.AnAgent agent = model.agent(1, (a, thrown) -> handled.set(thrown), true);
    agent.addWatch(
        "w",
        (key, from, to) -> {
          throw new ArithmeticException("watch");
        });
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.send(INC);
      agent.await();
      failures.all().clear();
    }
    return agent.deref() + ", " + (handled.get() == null ? null : handled.get().getMessage());
  }

  private static String bounded(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    String end =
        outcome(
            () -> {
              for (int i = 0; i < 70_000; i++) {
                agent.send(INC);
              }
              return "all accepted";
            });
    gate.open();
    agent.await();
    return end.startsWith("all") ? end : "RejectedExecutionException";
  }
}
