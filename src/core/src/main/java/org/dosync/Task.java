package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A future: a promise that delivers itself, on a thread of a runtime. */
sealed class Task<T extends @Nullable Object> extends Computed<T> implements Runnable, Activity
    permits FanOut.Part, JobRun {

  private static final VarHandle STAGE;

  static {
    try {
      STAGE = MethodHandles.lookup().findVarHandle(Task.class, "stage", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Beside these the thread that runs the body. */
  private enum Stage {
    WAITING,
    INTERRUPTING,
    ENDED
  }

  /** A callable; once it has ended its type, since what it holds on to may be large. */
  private @Nullable Object body;

  private final @Nullable Captured captured;

  /** For the runtime, as long as this has not ended. */
  private final Busy.Note note = new Busy.Note(this);

  /**
   * WAITING to a thread to ENDED; from the thread to INTERRUPTING and back while cancel interrupts
   * it. One word, so that each step is one compare-and-set.
   */
  private volatile @Nullable Object stage;

  private volatile @Nullable Promise<?> awaited;

  /** Whether {@link #interrupt} has done so. Written while INTERRUPTING, read afterwards. */
  private boolean interrupted;

  Task(DosyncRuntime runtime, Callable<? extends T> body) {
    this(runtime, runtime.capture());
    this.body = body;
  }

  /** For one that overrides {@link #call} and {@link #written}. */
  Task(DosyncRuntime runtime, @Nullable Captured captured) {
    super(runtime);
    this.captured = captured;
    STAGE.setRelease(this, Stage.WAITING); // a volatile write would cost each future a fence
  }

  /** What it is for. */
  @SuppressWarnings("unchecked")
  @Nullable T call() throws Exception {
    return ((Callable<? extends T>) requireNonNull(body)).call();
  }

  /** Whose class tells where it comes from. */
  Object written() {
    return requireNonNull(body);
  }

  final Busy.Note note() {
    return note;
  }

  @Override
  final List<Activity> knownProducers() {
    return List.of(this);
  }

  @Override
  public final @Nullable Promise<?> awaited() {
    return awaited;
  }

  @Override
  public final void await(@Nullable Promise<?> promise) {
    awaited = promise;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public Object subject() {
    return this;
  }

  // ---- running

  @Override
  public final void run() {
    if (stage != Stage.WAITING || dropIfDone()) {
      return;
    }
    Current.Slot slot = slotOrEnd(); // first: once begun it has to come to its end
    if (slot.attempt != null) { // an executor that runs in the caller
      TransactionRunner.runOutside(slot, this);
      return;
    }
    if (!STAGE.compareAndSet(this, Stage.WAITING, Thread.currentThread())) {
      return; // some other thread was told to run it too
    }
    Activity outer = slot.activity;
    slot.activity = this;
    try {
      runCaptured();
    } finally {
      try {
        end(); // what comes of it is this task's work too
      } finally {
        slot.activity = outer;
      }
    }
  }

  private Current.Slot slotOrEnd() {
    try {
      return Current.slot();
    } catch (OutOfMemoryError noRoomForIt) {
      reject(noRoomForIt);
      throw noRoomForIt;
    }
  }

  private boolean dropIfDone() {
    return isDone() && drop();
  }

  private void runCaptured() {
    try {
      if (captured == null) {
        runBody();
      } else {
        captured.run(this::runBody);
      }
    } catch (Throwable notRun) {
      failed(notRun);
    }
  }

  private void runBody() {
    try {
      complete(call());
    } catch (Throwable thrown) {
      failed(thrown);
    }
  }

  /** The body has thrown something, or its context. */
  void failed(Throwable thrown) {
    if (!isOfTheClose(thrown)) {
      failOrTell(thrown, origin());
    }
  }

  /** The report of the close has told that the body was interrupted. */
  final boolean isOfTheClose(Throwable thrown) {
    boolean interrupted =
        thrown instanceof InterruptedException || thrown instanceof WaitInterruptedException;
    return interrupted && isDone() && runtime().isTerminated();
  }

  final String origin() {
    return Origin.of(written(), captured == null ? null : captured.origin());
  }

  /** An interrupt that was meant for this task must not hit the next one of the thread. */
  private void end() {
    while (!STAGE.compareAndSet(this, Thread.currentThread(), Stage.ENDED)) {
      Thread.onSpinWait();
    }
    if (interrupted) {
      Thread.interrupted();
    }
    tellEnd();
  }

  private void tellEnd() {
    if (body != null) {
      body = Origin.trace(body);
    }
    try {
      onEnd();
    } finally {
      runtime().ended(this); // last: whoever closes must not miss what comes of the end
    }
  }

  /** Called once: when the body has ended, or will not begin any more. */
  void onEnd() {}

  // ---- not running

  /** Ends a task that has not begun, and is done. Whether this call did it. */
  private boolean drop() {
    boolean dropped = STAGE.compareAndSet(this, Stage.WAITING, Stage.ENDED);
    if (dropped) {
      tellEnd();
    }
    return dropped;
  }

  /** Ends a task that has not begun with a failure, and leaves one that runs alone. */
  final boolean reject(Throwable reason) {
    boolean rejected = STAGE.compareAndSet(this, Stage.WAITING, Stage.ENDED);
    if (rejected) {
      completeExceptionally(reason);
      tellEnd();
    }
    return rejected;
  }

  /** Ends a task that has not begun as cancelled, and leaves one that runs alone. */
  final boolean withdraw() {
    boolean withdrawn = STAGE.compareAndSet(this, Stage.WAITING, Stage.ENDED);
    if (withdrawn) {
      super.cancel(false);
      tellEnd();
    }
    return withdrawn;
  }

  /** Whether the body has ended, or will not begin any more. */
  final boolean hasEnded() {
    return stage == Stage.ENDED;
  }

  /** What may still run when the body has ended. */
  CloseReport.@Nullable Left leftAtEnd() {
    return null;
  }

  @Override
  public final CloseReport.@Nullable Left closed() {
    RuntimeClosedException reason = runtime().closed("finish this future");
    if (stage == Stage.ENDED) {
      return leftAtEnd();
    }
    if (stage == Stage.WAITING && reject(reason)) {
      return new CloseReport.Left(subject(), false, 1);
    }
    completeExceptionally(reason); // first: how the body takes the interrupt is no answer
    interrupt();
    return new CloseReport.Left(subject(), true, 0);
  }

  /**
   * Cancels the task, unless it is done: Clojure's {@code future-cancel}. It is done at once; a
   * body that runs is interrupted, and may run on if it does not care.
   *
   * @param mayInterruptIfRunning whether to interrupt the body
   * @return whether this call cancelled it
   */
  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    boolean won = completeExceptionally(new CancellationException());
    if (won) {
      boolean dropped = drop();
      if (!dropped && mayInterruptIfRunning) {
        interrupt();
      }
    }
    return won;
  }

  /** Interrupts the body, if it runs. Whether it does, and nobody has interrupted it before. */
  final boolean interrupt() {
    if (stage instanceof Thread runner && STAGE.compareAndSet(this, runner, Stage.INTERRUPTING)) {
      try {
        boolean first = !interrupted;
        interrupted = true;
        runner.interrupt();
        return first;
      } finally {
        stage = runner;
      }
    }
    return false;
  }
}
