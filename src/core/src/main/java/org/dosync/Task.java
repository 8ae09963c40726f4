package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A future: a promise that delivers itself, on a thread of a runtime. */
final class Task<T extends @Nullable Object> extends Promise<T> implements Runnable, Activity {

  private static final VarHandle STAGE;

  static {
    try {
      STAGE = MethodHandles.lookup().findVarHandle(Task.class, "stage", Stage.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** WAITING to RUNNING to ENDED; RUNNING to INTERRUPTING and back while cancel interrupts it. */
  private enum Stage {
    WAITING,
    RUNNING,
    INTERRUPTING,
    ENDED
  }

  private final Callable<? extends T> body;
  private volatile Stage stage = Stage.WAITING;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Activity blocker;

  Task(Callable<? extends T> body) {
    this.body = body;
  }

  @Override
  Activity producer() {
    return this;
  }

  @Override
  public @Nullable Activity blocker() {
    return blocker;
  }

  @Override
  public void blockedBy(@Nullable Activity newBlocker) {
    blocker = newBlocker;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public Object subject() {
    return this;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    if (isDone() || !STAGE.compareAndSet(this, Stage.WAITING, Stage.RUNNING)) {
      return;
    }
    @Nullable Object[] slot = Current.slot();
    Object outer = slot[Current.ACTIVITY];
    Activity self = this;
    slot[Current.ACTIVITY] = self;
    try {
      runBody();
    } finally {
      slot[Current.ACTIVITY] = outer;
      end();
    }
  }

  private void runBody() {
    try {
      complete(body.call());
    } catch (Throwable thrown) {
      if (!completeExceptionally(thrown) && !isCancelled()) {
        Failures.report(new Failure("future", this, thrown, Origin.of(body)));
      }
    }
  }

  /** An interrupt that was meant for this task must not hit the next one of the thread. */
  private void end() {
    while (!STAGE.compareAndSet(this, Stage.RUNNING, Stage.ENDED)) {
      Thread.onSpinWait();
    }
    thread = null;
    if (isCancelled()) {
      Thread.interrupted();
    }
  }

  /**
   * Cancels the task, unless it is done: Clojure's {@code future-cancel}. It is done at once; a
   * body that runs is interrupted, and may run on if it does not care.
   *
   * @param mayInterruptIfRunning whether to interrupt the body
   * @return whether this call cancelled it
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean won = !isDone() && super.cancel(mayInterruptIfRunning);
    if (won
        && mayInterruptIfRunning
        && STAGE.compareAndSet(this, Stage.RUNNING, Stage.INTERRUPTING)) {
      Thread runner = thread;
      if (runner != null) {
        runner.interrupt();
      }
      stage = Stage.RUNNING;
    }
    return won;
  }
}
