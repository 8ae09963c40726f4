package org.dosync.faults;

import java.util.Map;
import java.util.concurrent.Executor;
import org.dosync.Agent;
import org.dosync.ErrorMode;
import org.dosync.Promise;

/** Agents and futures on executors of users. */
final class ExecutorPrograms {

  private ExecutorPrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("an executor that runs at once", run -> actions(run, true));
    all.put("an executor that runs later", run -> actions(run, false));
    all.put("several executors", ExecutorPrograms::several);
    all.put("sends of actions on executors", ExecutorPrograms::sendsOfActions);
    all.put("the runtime's executors run at once", run -> futures(run, true));
    all.put("the runtime's executors run later", run -> futures(run, false));
  }

  private static Agent<Integer> agent(Run run) {
    return Agent.builder(0)
        .runtime(run.runtime())
        .errorMode(ErrorMode.CONTINUE)
        .errorHandler((agent, thrown) -> run.caught("action", thrown))
        .build();
  }

  private static int act(Run run, Errand errand, int n) {
    run.begin(errand, Place.ACTION);
    return n + 1;
  }

  private static void send(Run run, Agent<Integer> agent, Executor executor, String name) {
    run.step(
        name,
        () -> run.give(name, agent, errand -> agent.sendVia(executor, n -> act(run, errand, n))));
  }

  private static void submit(Run run, Agent<Integer> agent, Executor executor, String name) {
    run.step(
        name,
        () ->
            run.give(
                name,
                agent,
                errand -> errand.promised(agent.submitVia(executor, n -> act(run, errand, n)))));
  }

  private static void trySend(Run run, Agent<Integer> agent, Executor executor, String name) {
    run.step(
        name,
        () ->
            run.give(name, agent, errand -> agent.trySendVia(executor, n -> act(run, errand, n))));
  }

  private static void actions(Run run, boolean atOnce) {
    UserExecutor executor = new UserExecutor(run, "of one", atOnce);
    Agent<Integer> agent = agent(run);
    send(run, agent, executor, "action 1");
    submit(run, agent, executor, "action 2");
    executor.runAll();
    send(run, agent, executor, "action 3");
    executor.runAll();
    trySend(run, agent, executor, "action 4");
    executor.runAll();
    run.check(
        agent.queueSize() == 0 || run.is(Fault.FORGET) || run.isClosed(),
        "all is done by " + agent);
  }

  /** The agent goes from one to the other. */
  private static void several(Run run) {
    UserExecutor later = new UserExecutor(run, "later", false);
    UserExecutor atOnce = new UserExecutor(run, "at once", true);
    UserExecutor another = new UserExecutor(run, "another", true);
    Agent<Integer> agent = agent(run);
    send(run, agent, later, "action 1");
    send(run, agent, atOnce, "action 2");
    submit(run, agent, another, "action 3");
    send(run, agent, later, "action 4");
    send(run, agent, later, "action 5");
    submit(run, agent, atOnce, "action 6");
    later.runAll();
    run.step("await", () -> Agent.awaitFor(run.patience(), agent));
  }

  private static void sendsOfActions(Run run) {
    UserExecutor executor = new UserExecutor(run, "of both", true);
    Agent<Integer> target = agent(run);
    Agent<Integer> sender = agent(run);
    run.step(
        "send",
        () ->
            run.give(
                "sender",
                sender,
                errand ->
                    sender.sendVia(
                        executor, n -> sendFromAction(run, errand, target, executor, n))));
  }

  private static int sendFromAction(
      Run run, Errand own, Agent<Integer> target, Executor executor, int n) {
    own.begin();
    send(run, target, executor, "held 1");
    submit(run, target, executor, "held 2");
    return n + 1;
  }

  private static void futures(Run run, boolean atOnce) {
    UserExecutor sends = new UserExecutor(run, "of sends", atOnce);
    UserExecutor sendOffs = new UserExecutor(run, "of sendOffs", atOnce);
    run.runtime(builder -> builder.sendExecutor(sends).sendOffExecutor(sendOffs));
    Agent<Integer> agent = agent(run);
    run.step("send", () -> run.give("sent", agent, e -> agent.send(n -> act(run, e, n))));
    run.step("sendOff", () -> run.give("sent off", agent, e -> agent.sendOff(n -> act(run, e, n))));
    sends.runAll();
    sendOffs.runAll();
    Trio trio = Trio.plain(run);
    trio.change(given -> FuturePrograms.startInto(run, given));
    run.step("future", () -> FuturePrograms.start(run, "future"));
    run.step("futures", () -> FuturePrograms.startThree(run, "three"));
    sendOffs.runAll();
  }

  /** Whatever has become of it, it is over. */
  static void deref(Run run, Promise<?> promise) {
    run.step("deref " + promise, () -> promise.deref(run.patience(), null));
  }
}
