package org.dosync.faults;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** A user's executor: runs what it gets at once, or when it is told to. */
final class UserExecutor implements Executor {

  private final Run run;
  private final String name;
  private final boolean atOnce;
  private boolean reporting = true;
  private final Queue<Runnable> kept = new ConcurrentLinkedQueue<>();

  UserExecutor(Run run, String name, boolean atOnce) {
    this.run = run;
    this.name = name;
    this.atOnce = atOnce;
    run.atLast(this::runAll);
  }

  /** For the JDK, which drops what an executor throws when it has run the task. */
  UserExecutor ofTheJdk() {
    reporting = false;
    return this;
  }

  @Override
  public void execute(Runnable task) {
    Fault fault = run.at(Place.EXECUTOR, name);
    if (fault == Fault.FORGET) {
      return;
    } else if (fault == Fault.REJECT_AND_RUN) {
      kept.add(task);
      throw run.thrown();
    }
    accept(task);
    if (fault == Fault.TWICE) {
      accept(task);
    }
    if (reporting) {
      run.at(Place.EXECUTOR_AFTERWARDS, name);
    }
  }

  private void accept(Runnable task) {
    if (atOnce) {
      runTask(task);
    } else {
      kept.add(task);
    }
  }

  /** On the calling thread; also what comes meanwhile. */
  void runAll() {
    for (Runnable task = kept.poll(); task != null; task = kept.poll()) {
      Runnable next = task;
      run.step("what an executor has kept", () -> runTask(next));
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      run.wrong("escaped to an executor: " + Run.text(thrown));
      throw thrown;
    }
  }
}
