package org.dosync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dosync.CloseReport.Left;
import org.jspecify.annotations.Nullable;

/**
 * Something that a {@link Scheduler} does later, or again and again. Safe for use by any number of
 * threads.
 */
public final class Job {

  /** ONCE: at and after; EVERY: by the times of a grid; INTERSPACED: by the ends of the runs. */
  enum Kind {
    ONCE,
    EVERY,
    INTERSPACED
  }

  private final Scheduler scheduler;
  private final Kind kind;
  private final long id;
  private final Instant createdAt;
  private final Duration period;
  private final JobOptions options;
  private final VoidBody<?> task;
  private final @Nullable Captured captured;
  private final Due first;
  private final Atom<JobState> state = Atom.of(JobState.NEW);

  /** A one-shot at an instant, or a job that begins after a delay. */
  Job(
      Scheduler scheduler,
      Kind kind,
      Duration period,
      @Nullable Instant at,
      Duration delay,
      VoidBody<?> task,
      JobOptions options) {
    this.scheduler = scheduler;
    this.kind = kind;
    this.id = scheduler.nextId();
    this.createdAt = scheduler.clock().instant();
    this.period = period;
    this.options = options;
    this.task = task;
    this.captured = scheduler.runtime().capture();
    this.first = at == null ? dueAfter(delay) : new Due(this, at);
  }

  private Due dueAfter(Duration delay) {
    return new Due(this, scheduler.clock().nanoTime() + nanos(delay));
  }

  // ---- asking

  /**
   * Its number: unique in its scheduler, for as long as that lives.
   *
   * @return 1 or more
   */
  public long id() {
    return id;
  }

  /**
   * What it is for; see {@link JobOptions#description}.
   *
   * @return maybe empty
   */
  public String description() {
    return options.description();
  }

  /**
   * When it was handed to the scheduler.
   *
   * @return by the scheduler's clock
   */
  public Instant createdAt() {
    return createdAt;
  }

  /**
   * Whether it is in the schedule. A job that runs once leaves it when its run begins; one that was
   * made in a transaction enters it after the commit.
   *
   * @return whether runs may become due, or are held up by a pause
   */
  public boolean isScheduled() {
    return state.deref().isListed();
  }

  /**
   * Whether {@link #pause} holds it up.
   *
   * @return whether it is paused
   */
  public boolean isPaused() {
    return state.deref().paused();
  }

  /**
   * How many runs have begun.
   *
   * @return zero or more
   */
  public long runs() {
    return state.deref().runs();
  }

  /** When its first run is or was planned, as far as that is known. */
  Instant startsAt() {
    return first.instant == null ? createdAt.plus(startDelay()) : first.instant;
  }

  private Duration startDelay() {
    return kind == Kind.ONCE ? period : options.initialDelay();
  }

  boolean isRecurring() {
    return kind != Kind.ONCE;
  }

  Duration period() {
    return period;
  }

  // ---- changing the schedule

  /** Enters the schedule, unless it was stopped before; whether it did. */
  boolean enter() {
    boolean entered = state.swap(now -> now.listed(first)).due() == first;
    if (entered) {
      scheduler.timetable().add(first);
    }
    return entered;
  }

  /**
   * Takes it out of the schedule: no further run begins; one that runs completes.
   *
   * @return whether this call took it out
   */
  public boolean stop() {
    JobState before = state.swapVals(JobState::over).oldValue();
    scheduler.timetable().remove(before.due());
    scheduler.left(this);
    return before.phase() != JobState.Phase.OVER;
  }

  /**
   * Takes it out of the schedule, and interrupts it if it runs.
   *
   * @return whether this call took it out, or interrupted a run
   */
  public boolean kill() {
    boolean killed = stop();
    for (Run run : scheduler.running()) {
      killed |= run.job == this && run.cancel(true);
    }
    return killed;
  }

  /**
   * Holds up the job: runs that become due do not begin until {@link #resume}; one that runs
   * completes.
   *
   * @return whether it was going on before
   */
  public boolean pause() {
    JobState before = state.swapVals(now -> now.isListed() ? now.paused(true) : now).oldValue();
    if (before.isListed()) {
      scheduler.timetable().remove(before.due());
    }
    return before.isListed() && !before.paused();
  }

  /**
   * Lets the job go on. {@link Scheduler#every} runs at its next time; the others run at once if
   * their time has passed meanwhile.
   *
   * @return whether it was paused
   */
  public boolean resume() {
    long now = scheduler.clock().nanoTime();
    Due next = kind == Kind.EVERY ? new Due(this, nextTime(now)) : null;
    JobState before = step(old -> isHeldUp(old) ? resumed(old, next) : old);
    boolean resumed = isHeldUp(before);
    Due due = state.deref().due();
    if (resumed && due != null) {
      scheduler.timetable().add(due);
    }
    return resumed;
  }

  private static boolean isHeldUp(JobState now) {
    return now.isListed() && now.paused();
  }

  private static JobState resumed(JobState now, @Nullable Due next) {
    JobState resumed = now.resumed();
    return next == null ? resumed : resumed.due(next);
  }

  /** The first time of the grid after a moment. */
  private long nextTime(long now) {
    if (first.nanos - now > 0) {
      return first.nanos;
    }
    long grid = periodNanos();
    return first.nanos + ((now - first.nanos) / grid + 1) * grid;
  }

  private long periodNanos() {
    return nanos(period);
  }

  /** Not longer than 73 years, so that moments can be compared by their difference. */
  private static long nanos(Duration duration) {
    return Math.min(TimeUnit.NANOSECONDS.convert(duration), Long.MAX_VALUE / 4);
  }

  /**
   * Has it run now, beside what the schedule says, also while it is paused.
   *
   * @return whether a run has begun, or will when others have ended ({@link Overlap#QUEUE}); false
   *     if it is not scheduled, or runs already ({@link Overlap#SKIP})
   */
  public boolean runNow() {
    JobState before = step(now -> now.isListed() ? now.wanted(1, options.overlap()) : now);
    return before.isListed() && (before.running() == 0 || options.overlap() != Overlap.SKIP);
  }

  // ---- running

  /** A time has come. */
  void due(Due due) {
    long now = scheduler.clock().nanoTime();
    switch (kind) {
      case ONCE -> runOnce(due);
      case INTERSPACED ->
          step(old -> isNext(old, due) ? old.due(null).wanted(1, Overlap.SKIP) : old);
      case EVERY -> runEvery(due, now);
    }
  }

  private static boolean isNext(JobState now, Due due) {
    return now.due() == due && !now.paused();
  }

  private void runOnce(Due due) {
    JobState before =
        step(now -> isNext(now, due) ? now.over().wanted(1, Overlap.CONCURRENT) : now);
    if (isNext(before, due)) {
      scheduler.left(this);
    }
  }

  private void runEvery(Due due, long now) {
    Due next = new Due(this, nextTime(now));
    long passed = (next.nanos - due.nanos) / periodNanos();
    long times = passed == 1 ? 1 : timesForMissed(passed);
    JobState before =
        step(old -> isNext(old, due) ? old.due(next).wanted(times, options.overlap()) : old);
    if (isNext(before, due)) {
      scheduler.timetable().add(next);
    }
  }

  private long timesForMissed(long passed) {
    return switch (options.missed()) {
      case ONCE -> 1;
      case SKIP -> 0;
      case ALL -> passed;
    };
  }

  /** Takes a step, and begins the runs that it has led to. Returns the state before. */
  private JobState step(UnaryOperator<JobState> function) {
    var change = state.swapVals(function);
    for (long i = change.oldValue().runs(); i < change.newValue().runs(); i++) {
      begin();
    }
    return change.oldValue();
  }

  private void begin() {
    Run run = new Run(this);
    scheduler.running().add(run);
    try {
      scheduler.runtime().launch(run);
    } catch (Throwable told) {
      // by the run, which has ended with it
    }
  }

  /** One run of a job. */
  static final class Run extends Task<@Nullable Object> {
    private final Job job;
    private volatile boolean begun;

    Run(Job job) {
      super(job.scheduler.runtime(), job.captured);
      this.job = job;
      asked(); // by the end of the run
    }

    @Override
    @Nullable Object call() {
      begun = true;
      try {
        job.task.run();
        return null;
      } catch (Throwable thrown) {
        throw DosyncRuntime.<RuntimeException>unchecked(thrown);
      }
    }

    @Override
    Object written() {
      return job.task;
    }

    @Override
    void onEnd() {
      job.ended(this);
    }

    @Override
    public String toString() {
      return "a run of " + job;
    }
  }

  private void ended(Run run) {
    scheduler.running().remove(run);
    Throwable thrown = run.failure();
    if (thrown != null
        && !(thrown instanceof CancellationException)
        && !(thrown instanceof RuntimeClosedException)) {
      tell(thrown, run.origin());
    }
    Due next = kind == Kind.INTERSPACED ? dueAfter(period) : null;
    JobState before = step(now -> ended(run.begun ? now : now.unqueued(), next));
    if (next != null && isWaiting(before)) {
      scheduler.timetable().add(next);
    }
  }

  private static JobState ended(JobState now, @Nullable Due next) {
    JobState ended = now.ended();
    return next != null && isWaiting(now) ? ended.due(next) : ended;
  }

  /** Whether the next time depends on the end of a run. */
  private static boolean isWaiting(JobState now) {
    return now.isListed() && now.due() == null;
  }

  private void tell(Throwable thrown, String origin) {
    Consumer<? super Throwable> handler = options.errorHandler();
    if (handler == null) {
      Failures.report(new Failure("job", this, thrown, origin));
    } else {
      try {
        handler.accept(thrown);
      } catch (Throwable another) {
        Failures.report("error handler", this, another);
      }
    }
  }

  /** For the report of a close: what was still to come of a job that runs once. */
  List<Left> stopAndTell() {
    boolean wasToCome = kind == Kind.ONCE && isScheduled();
    return stop() && wasToCome ? List.of(new Left(this, false, 1)) : List.of();
  }

  /** For example {@code #<Job 16: Alive task>}. */
  @Override
  public String toString() {
    return "#<Job " + id + (description().isEmpty() ? "" : ": " + description()) + ">";
  }
}
