package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the turns of agents: as many threads as there are processors, and two more, as in Clojure.
 *
 * <p>An agent that has nothing more to do, and whose action has sent one thing, to an agent at
 * rest, is <i>followed</i> by that one on the same thread. So a message that goes from agent to
 * agent wakes no thread at each step: a ring of agents is twice as fast. What follows waits in the
 * {@link Worker} for the end of the turn. Where code of users may run before, which might wait for
 * it, it goes to the pool after all.
 */
final class SendPool extends ForkJoinPool {

  SendPool(ForkJoinWorkerThreadFactory threads) {
    this(Runtime.getRuntime().availableProcessors() + 2, threads);
  }

  /**
   * Its workers look first for what they have begun themselves, and might never look further. For
   * one that waits no other is made, whatever it waits by: there would be one for each action that
   * blocks.
   */
  private SendPool(int size, ForkJoinWorkerThreadFactory threads) {
    super(size, threads, null, true, size, size, 0, saturated -> true, 60, TimeUnit.SECONDS);
  }

  /**
   * JDK 22 and later would wrap it into a task that can be interrupted, which no agent needs: sends
   * to 1000 agents are faster by a sixth without.
   */
  @Override
  public void execute(Runnable task) {
    if (task instanceof ForkJoinTask<?> own) {
      execute(own);
    } else {
      Turn turn = new Turn(requireNonNull(task, "task"));
      Worker worker = workerOf(this);
      if (worker == null || !worker.isFollowedBy(turn)) {
        execute(turn);
      }
    }
  }

  /** On a worker: lets in what has been waiting outside longest, before its own work goes on. */
  void letIn() {
    boolean own = workerOf(this) != null;
    ForkJoinTask<?> waiting = own && hasQueuedSubmissions() ? pollSubmission() : null;
    if (waiting != null) {
      waiting.fork();
    }
  }

  /** The thread that runs this, if it is one of an executor that is such a pool. */
  static @Nullable Worker workerOf(Object executor) {
    return Thread.currentThread() instanceof Worker worker && worker.getPool() == executor
        ? worker
        : null;
  }

  /** Before code of users may run on this thread: what follows does not wait for it. */
  static void followLater() {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.followLater();
    }
  }

  /** Its fields are its own. */
  static final class Worker extends ForkJoinWorkerThread {

    /** What may follow, if it is sent to this pool. */
    private @Nullable Runnable expected;

    private @Nullable Turn next;
    private int followers;
    private long began;

    Worker(ForkJoinPool pool) {
      super(pool);
    }

    /** Until the next call, or until something follows. */
    void expect(@Nullable Runnable follower) {
      expected = follower;
    }

    boolean isFollowed() {
      return next != null;
    }

    private boolean isFollowedBy(Turn turn) {
      boolean follows = turn.task == expected && mayBeFollowed();
      if (follows) {
        expected = null;
        next = turn;
        followers++;
      }
      return follows;
    }

    /** As long as a batch: others may wait for the thread, and be its task. */
    private boolean mayBeFollowed() {
      if (followers == 0 || followers % AgentLoop.LOOK_AT_THE_TIME != 0) {
        return true; // a short chain need not know the time
      }
      long now = System.nanoTime();
      if (followers == AgentLoop.LOOK_AT_THE_TIME) {
        began = now;
      }
      return now - began < AgentLoop.BATCH_NANOS;
    }

    private void runFollowers() {
      for (Turn turn = next; turn != null; turn = next) {
        next = null;
        turn.runTask();
      }
      followers = 0;
    }

    private void followLater() {
      Turn waiting = next;
      expected = null;
      if (waiting != null) {
        try {
          getPool().execute(waiting);
          next = null;
        } catch (Throwable refused) { // of no other agent; it follows after all, and maybe twice
          return;
        }
      }
    }
  }

  /** A task as it is. */
  private static final class Turn extends ForkJoinTask<@Nullable Void> {

    private static final long serialVersionUID = 1;

    private final transient Runnable task;

    Turn(Runnable task) {
      this.task = task;
    }

    @Override
    protected boolean exec() {
      try {
        runTask();
        if (Thread.currentThread() instanceof Worker worker) {
          worker.runFollowers();
        }
        return true;
      } finally {
        followLater(); // what is told of a failure may throw
      }
    }

    private void runTask() {
      Thread.interrupted(); // what a task leaves behind is not for the next one
      Pools.runOrTell(task);
    }

    @Override
    public @Nullable Void getRawResult() {
      return null;
    }

    @Override
    protected void setRawResult(@Nullable Void nothing) {}
  }
}
