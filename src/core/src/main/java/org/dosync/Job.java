package org.dosync;

import static java.util.Objects.requireNonNull;
import static org.dosync.Overlap.SKIP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dosync.CloseReport.Left;
import org.jspecify.annotations.Nullable;

/**
 * Something that a {@link Scheduler} does later, or again and again. Safe for use by any number of
 * threads.
 *
 * <p>{@link #stop}, {@link #kill}, {@link #pause} and {@link #resume} take effect at once, also in
 * a transaction, and then in each of its tries; to let them wait for its commit hand them to {@link
 * Transaction#onCommit}.
 */
public final class Job {

  /**
   * ONCE: at and after; EVERY: by the times of a grid; INTERSPACED: by the ends of the runs; EACH:
   * by a function from one time of day to the next.
   */
  enum Kind {
    ONCE,
    EVERY,
    INTERSPACED,
    EACH
  }

  private final Scheduler scheduler;
  private final Kind kind;
  private final long id;
  private final Instant createdAt;
  private final Duration period;
  private final JobOptions options;
  private final VoidBody<?> task;
  private final @Nullable Captured captured;
  private final Plan plan;
  private final Atom<JobState> state = Atom.of(JobState.NEW);

  /** A job that begins at an instant, or after a delay. */
  Job(
      Scheduler scheduler,
      Kind kind,
      Duration period,
      Series series,
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
    this.plan = new Plan(this, kind, period, series, options.missed(), at, delay);
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
   * Whether a run is to come. A job that runs once is not scheduled any more when its run begins;
   * one that was made in a transaction is scheduled after the commit.
   *
   * @return whether runs may become due, or are held up by a pause
   */
  public boolean isScheduled() {
    return state.deref().isOn();
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
   * How many runs it was given so far. One that an executor refused counts; one that was left out
   * ({@link Overlap#SKIP}, {@link Missed#SKIP}) does not.
   *
   * @return zero or more
   */
  public long runs() {
    return state.deref().runs();
  }

  JobState state() {
    return state.deref();
  }

  /** When its first run is or was planned, as far as that is known. */
  Instant startsAt() {
    Instant at = plan.first().instant();
    return at == null
        ? createdAt.plusNanos(Plan.nanos(kind == Kind.ONCE ? period : options.initialDelay()))
        : at;
  }

  boolean isRecurring() {
    return kind != Kind.ONCE;
  }

  Duration period() {
    return period;
  }

  // ---- for runs

  Scheduler scheduler() {
    return scheduler;
  }

  DosyncRuntime runtime() {
    return scheduler.runtime();
  }

  VoidBody<?> task() {
    return task;
  }

  @Nullable Captured captured() {
    return captured;
  }

  /** What a run has thrown. */
  void tell(Throwable thrown, JobRun run) {
    Consumer<? super Throwable> handler = options.errorHandler();
    if (handler == null) {
      Failures.report(new Failure("job", this, thrown, run.origin()));
    } else {
      try {
        handler.accept(thrown);
      } catch (Throwable another) {
        if (!run.isKilled() && !run.isOfTheClose(another)) {
          tellOfTheHandler(another, thrown, run);
        }
      }
    }
  }

  private void tellOfTheHandler(Throwable another, Throwable thrown, JobRun run) {
    if (another != thrown) {
      another.addSuppressed(thrown);
    }
    Failures.report(new Failure("error handler", this, another, run.origin()));
  }

  /** Whether it runs, or its time has come. */
  boolean isBusy() {
    JobState now = state.deref();
    Due due = now.planned();
    return !now.running().isEmpty() || (due != null && due.hasCome(scheduler.clock()));
  }

  void ended(JobRun run) {
    try {
      JobState before = stepWithout(run).oldValue();
      if (!run.hasBegun() && before.queued() > 0) {
        tellOfDropped(before.queued(), run);
      }
    } catch (Throwable thrown) { // the thread of the run has nobody to tell
      Failures.report("schedule", this, thrown);
    }
  }

  private Change<JobState> stepWithout(JobRun run) {
    if (kind == Kind.INTERSPACED) {
      Due next = plan.afterPeriod();
      return step(old -> withoutEnded(old, run).spaced(next));
    }
    return step(old -> withoutEnded(old, run));
  }

  private JobState withoutEnded(JobState old, JobRun run) {
    return run.hasBegun() ? old.ended(run, this) : old.refused(run);
  }

  private void tellOfDropped(long count, JobRun refused) {
    String what = count == 1 ? "queued run" : count + " queued runs";
    Throwable reason = requireNonNull(refused.failure());
    Failures.report(new Failure(what, this, reason, refused.origin()));
  }

  // ---- steps

  /**
   * Takes a step, and does what follows from it: the timetable learns what is due next, and new
   * runs begin. In this order, since an executor may run them here and now.
   */
  private Change<JobState> step(UnaryOperator<JobState> function) {
    Change<JobState> change = state.swapVals(function);
    JobState before = change.oldValue();
    JobState after = change.newValue();
    try {
      if (before.planned() != after.planned()) {
        plan(before.planned());
      }
    } finally { // also if there can be no thread that waits: the others would wait for these runs
      launchSince(before, after);
    }
    if (after.isGone()) {
      scheduler.remove(this);
    }
    return change;
  }

  private void launchSince(JobState before, JobState after) {
    for (JobRun run : after.running()) {
      if (run.number > before.runs()) {
        launch(run);
      }
    }
  }

  /**
   * Others may be at it too. Whoever comes last has seen that the table says what the state says.
   */
  void plan(@Nullable Due outdated) {
    Due wrong = outdated;
    for (; ; ) {
      scheduler.timetable().remove(wrong);
      Due due = state.deref().planned();
      if (due == null) {
        return;
      }
      scheduler.timetable().add(due);
      if (state.deref().planned() == due) {
        return;
      }
      wrong = due;
    }
  }

  /** A run that is refused has no end for an error handler, which might hold up this thread. */
  private void launch(JobRun run) {
    try {
      runtime().launch(run);
    } catch (Throwable rejection) {
      Failures.report(new Failure("job", this, rejection, run.origin()));
    }
  }

  // ---- changing the schedule

  /** Enters the schedule, unless it was stopped before. */
  void enter() {
    step(now -> now.listed(plan.first()));
  }

  /** Leaves the schedule, but still runs if it is to run once. */
  void unlist() {
    if (isRecurring()) {
      stop();
    } else {
      step(JobState::unlisted);
    }
  }

  /**
   * Takes it out of the schedule: no further run begins; one that runs completes.
   *
   * @return whether this call kept a run from beginning
   */
  public boolean stop() {
    return takeOut() > 0;
  }

  /** How many runs that keeps from beginning; of those that were still to become due, one. */
  private long takeOut() {
    JobState before = step(JobState::over).oldValue();
    long kept = before.queued() + (before.isOver() ? 0 : 1);
    for (JobRun run : before.running()) {
      kept += run.withdraw() ? 1 : 0;
    }
    return kept;
  }

  /**
   * Takes it out of the schedule, and interrupts its runs, also in their error handlers: those runs
   * alone, not what their threads do afterwards. What they throw then is not reported.
   *
   * @return whether this call took it out, or was the first that interrupted a run
   */
  public boolean kill() {
    JobState before = step(JobState::over).oldValue();
    boolean killed = !before.isOver() || before.queued() > 0;
    for (JobRun run : before.running()) {
      killed |= run.kill();
    }
    return killed;
  }

  /**
   * Holds up the job: runs that become due, or wait for others ({@link Overlap#QUEUE}), do not
   * begin until {@link #resume}; one that runs completes.
   *
   * @return whether it was going on before; false if it is not scheduled
   */
  public boolean pause() {
    JobState before = step(JobState::heldUp).oldValue();
    return before.isOn() && !before.paused();
  }

  /**
   * Lets the job go on. {@link Scheduler#every} and {@link Scheduler#atEach} run at their next
   * time; the others run at once if their time has passed meanwhile.
   *
   * @return whether it was paused
   * @throws RuntimeException in the function given to {@link Scheduler#atEach}, which is asked for
   *     that time if the job is paused: it stays so then
   */
  public boolean resume() {
    if (!state.deref().isHeldUp()) {
      return false;
    }
    Due next = plan.nextByTheClock();
    return step(old -> old.isHeldUp() ? resumed(old, next) : old).oldValue().isHeldUp();
  }

  private JobState resumed(JobState old, @Nullable Due next) {
    JobState resumed = old.resumed(this);
    boolean waits = kind == Kind.INTERSPACED && resumed.runs() > old.runs(); // for the run's end
    return next == null && !waits ? resumed : resumed.due(next);
  }

  /**
   * Has it run now, beside what the schedule says, also while it is paused. {@link
   * Scheduler#interspaced} counts from the end of this run. In a transaction it runs after the
   * commit, or not at all.
   *
   * @return whether a run has begun, or will when others have ended and the job is not paused
   *     ({@link Overlap#QUEUE}); false if it is not scheduled, or runs already ({@link
   *     Overlap#SKIP}). In a transaction whether it was not stopped so far
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public boolean runNow() {
    Attempt attempt = Current.attempt();
    if (attempt == null) {
      return runAtOnce();
    }
    attempt.effectsToHold().onCommit(this::runAtOnce);
    return !state.deref().isOver();
  }

  private boolean runAtOnce() {
    Change<JobState> change = step(old -> old.isOn() ? oneMore(old) : old);
    return change.newValue() != change.oldValue();
  }

  private JobState oneMore(JobState old) {
    JobState more = old.wanted(1, options.overlap(), this);
    return kind == Kind.INTERSPACED && more != old ? more.due(null) : more;
  }

  // ---- when the time has come

  /** It went wrong, and is due again then: until then the others have their turn. */
  void dueAgain(Due due, long nanos) {
    Due again = plan.again(due, nanos);
    state.swap(old -> isNext(old, due) ? old.due(again) : old);
    plan(null); // also if the step was taken, and only the table does not know
  }

  void due(Due due) {
    switch (kind) {
      case ONCE -> step(old -> isNext(old, due) ? old.last(this) : old);
      case INTERSPACED -> step(old -> isNext(old, due) ? old.due(null).wanted(1, SKIP, this) : old);
      case EVERY, EACH -> run(due, plan.after(due));
    }
  }

  private static boolean isNext(JobState now, Due due) {
    return now.planned() == due;
  }

  private void run(Due due, Plan.Next next) {
    step(
        old ->
            isNext(old, due)
                ? old.due(next.due()).wanted(next.runs(), options.overlap(), this)
                : old);
  }

  // ---- closing

  /** For the report of a close: what was still to come of a job that runs once. */
  List<Left> stopAndTell() {
    long kept = takeOut();
    return kept > 0 && !isRecurring() ? List.of(new Left(this, false, kept)) : List.of();
  }

  /** Interrupts what runs, for the report of a close. */
  List<Left> interruptAndTell() {
    boolean running = false;
    for (JobRun run : state.deref().running()) {
      running |= !run.hasEnded();
      run.kill();
    }
    return running ? List.of(new Left(this, true, 0)) : List.of();
  }

  /** What it is for, or at least its number. */
  String label() {
    return description().isEmpty() ? "Job " + id : description();
  }

  /** For example {@code #<Job 16: Alive task>}. */
  @Override
  public String toString() {
    return "#<Job " + id + (description().isEmpty() ? "" : ": " + description()) + ">";
  }
}
