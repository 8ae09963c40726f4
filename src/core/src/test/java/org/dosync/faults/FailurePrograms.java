package org.dosync.faults;

import java.time.Duration;
import java.util.Map;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.DosyncRuntime;
import org.dosync.Failures;
import org.dosync.Promise;
import org.dosync.Scheduler;
import org.dosync.Transaction;

/** Much that fails by itself, so that those who are told come in. */
final class FailurePrograms {

  private FailurePrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("told to the handler", FailurePrograms::failures);
    all.put("told to the log", FailurePrograms::logged);
  }

  private static void logged(Run run) {
    Failures.setHandler(null);
    failures(run);
  }

  private static void failures(Run run) {
    DosyncRuntime runtime = run.runtime();
    Trio trio = Trio.plain(run);
    Atom<Integer> atom = Atom.of(0);
    atom.addWatch("planned", (key, reference, before, after) -> fail());
    run.step("a watch", () -> atom.swap(n -> n + 1));
    trio.change(
        given -> {
          Transaction.onCommit(FailurePrograms::fail);
          given.onCommit("after one that fails");
        });
    Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
    run.step("an action", () -> agent.send(n -> fail()));
    run.await("its failure", () -> agent.error() != null);
    run.step("a job", () -> Scheduler.on(runtime).after(Duration.ZERO, FailurePrograms::fail));
    run.await("its failure", () -> run.hasHeardOf("job"));
    Promise<?>[] unread = new Promise<?>[1];
    run.step("a future", () -> unread[0] = runtime.future(FailurePrograms::fail));
    run.atLast(() -> run.step("the last one", () -> FuturePrograms.start(run, "at last")));
  }

  private static int fail() {
    throw new Planned();
  }
}
