package org.dosync.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dosync.Agent;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;
import org.dosync.Scheduler;
import org.dosync.Transaction;

/** What transactions hold back until their commit. */
final class EffectPrograms {

  private EffectPrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("sends", EffectPrograms::sends);
    all.put("sends of a try that is lost", EffectPrograms::sendsOfLostTries);
    all.put("futures of a transaction", EffectPrograms::futures);
    all.put("promises and jobs of a transaction", EffectPrograms::promisesAndJobs);
  }

  private static Agent<Integer> agent(Run run) {
    return Agent.builder(0)
        .runtime(run.runtime())
        .errorHandler((agent, thrown) -> run.caught("action", thrown))
        .build();
  }

  private static void send(Run run, Given given, Agent<Integer> agent, String name) {
    given.give(name, agent, errand -> agent.send(n -> act(run, errand, n)));
  }

  private static int act(Run run, Errand errand, int n) {
    run.begin(errand, Place.ACTION);
    return n + 1;
  }

  private static void sends(Run run) {
    Trio trio = Trio.attached(run);
    Agent<Integer> agent = agent(run);
    trio.change(
        given -> {
          given.onCommit("before");
          send(run, given, agent, "action 1");
          run.at(Place.BODY, "between sends");
          given.give(
              "action 2",
              agent,
              errand -> errand.promised(agent.submitOff(n -> act(run, errand, n))));
          given.onCommit("after");
        });
    run.step("await", () -> Agent.awaitFor(run.patience(), agent));
  }

  private static void sendsOfLostTries(Run run) {
    Trio trio = Trio.plain(run);
    Agent<Integer> agent = agent(run);
    int[] tries = {0};
    trio.change(
        given -> {
          send(run, given, agent, "action of try " + tries[0]);
          given.onAbort("hook of try " + tries[0]);
          if (tries[0]++ == 0) {
            trio.rival();
          }
        });
    run.step("await", () -> Agent.awaitFor(run.patience(), agent));
    run.check(agent.queueSize() == 0 || run.is(Fault.CLOSE), "no place is kept at " + agent);
  }

  private static void futures(Run run) {
    DosyncRuntime runtime = run.runtime();
    Trio trio = Trio.plain(run);
    List<Promise<?>> promises = new ArrayList<>();
    boolean committed =
        trio.change(
            given -> {
              promises.clear();
              given.give("future", runtime, errand -> promises.add(future(run, errand)));
              given.give("futures", runtime, errand -> promises.add(futures(run, errand)));
            });
    for (Promise<?> promise : promises) {
      run.check(committed || promise.isCancelled(), promise + " of a transaction that did not");
      if (committed) {
        run.step("deref", () -> promise.deref());
      }
    }
  }

  private static Promise<Integer> future(Run run, Errand errand) {
    return errand.promised(
        run.runtime()
            .future(
                () -> {
                  run.begin(errand, Place.FUTURE);
                  return 1;
                }));
  }

  private static Promise<List<Integer>> futures(Run run, Errand errand) {
    Callable<Integer> other =
        () -> {
          run.at(Place.FUTURE, "other part");
          return 2;
        };
    Callable<Integer> part =
        () -> {
          run.begin(errand, Place.FUTURE);
          return 1;
        };
    return errand.promised(run.runtime().all(List.of(part, other)));
  }

  private static void promisesAndJobs(Run run) {
    Scheduler scheduler = Scheduler.on(run.runtime());
    Trio trio = Trio.plain(run);
    Promise<Integer> promise = new Promise<>();
    Promise<Integer> callback =
        (Promise<Integer>)
            promise.thenApply(
                n -> {
                  run.at(Place.CALLBACK, "of a held delivery");
                  return n + 1;
                });
    boolean[] committed = {false};
    Errand[] job = new Errand[1];
    trio.change(
        given -> {
          committed[0] = false;
          promise.deliver(1);
          given.onAbort("aborted");
          given.onCommit("committed");
          job[0] =
              given.give(
                  "job",
                  scheduler,
                  errand ->
                      errand.ownedBy(
                          scheduler.after(Duration.ZERO, () -> run.begin(errand, Place.JOB))));
          Transaction.onCommit(() -> committed[0] = true);
        });
    run.check(promise.isDone() == committed[0], promise + " of a commit: " + committed[0]);
    if (committed[0]) {
      run.step("the callback", () -> run.check(callback.deref() == 2, "the callback's value"));
    }
    run.await("the job", () -> !committed[0] || job[0].hasBegun());
    run.close(scheduler);
  }
}
