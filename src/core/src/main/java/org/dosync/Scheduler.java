package org.dosync;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.dosync.CloseReport.Left;
import org.dosync.Job.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Does things later, or again and again: at-at's API, with Bonney's error handling.
 *
 * <pre>{@code
 * try (Scheduler scheduler = Scheduler.create()) {
 *   scheduler.after(Duration.ofSeconds(1), () -> System.out.println("hello from the past!"));
 *   Job alive = scheduler.every(
 *       Duration.ofSeconds(5),
 *       () -> System.out.println("I am alive!"),
 *       Scheduler.options().description("Alive task"));
 *   ...
 *   alive.stop();
 * }
 * }</pre>
 *
 * <p>Runs are on the threads for blocking work of a {@link DosyncRuntime}, outside any transaction;
 * a thread named after the runtime, {@code dosync-scheduler}, waits for their times, and is there
 * only while it has something to wait for. What a task throws is reported and the job goes on. A
 * job that is made in a transaction enters the schedule after the commit, or never.
 *
 * <p>Safe for use by any number of threads. Other than at-at: ids are unique whatever happens at
 * once (at-at: not), a task that throws runs again (at-at: never, though it stays listed), {@link
 * Job#kill} tells that it has interrupted the run of a one-shot, threads are daemons, times are
 * {@link Duration} and {@link Instant}, and runs that were missed make no burst.
 */
public final class Scheduler implements AutoCloseable {

  /** What {@link #stopAndReset} does about jobs. */
  public enum StopStrategy {
    /** Recurring jobs end; jobs that run once, and were to come, still run. */
    STOP,
    /** All jobs end, and those that run are interrupted. */
    KILL
  }

  /** What there is: one immutable value, in an atom. Each job is an atom of its own. */
  private record Schedule(boolean open, Jobs jobs) {

    Schedule with(Job job) {
      return open ? new Schedule(true, jobs.with(job)) : this;
    }

    Schedule without(Job job) {
      Jobs others = jobs.without(job);
      return others == jobs ? this : new Schedule(open, others);
    }

    Schedule closed() {
      return new Schedule(false, jobs);
    }
  }

  private final DosyncRuntime runtime;
  private final Timetable timetable;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicLong dueNumbers = new AtomicLong();

  /** Also holds jobs that are not scheduled any more, for as long as they run. */
  private final Atom<Schedule> schedule = Atom.of(new Schedule(true, Jobs.NONE));

  /** Where a close waits for the last run. */
  private final Room room = new Room();

  private final DosyncRuntime.Part part =
      new DosyncRuntime.Part() {
        @Override
        public List<Left> closePart() {
          return stopAll();
        }

        @Override
        public boolean isBusy() {
          return jobs().stream().anyMatch(Job::isBusy);
        }

        @Override
        public long toCome() {
          return jobs().stream().filter(job -> job.isScheduled() && job.runs() == 0).count();
        }
      };

  private Scheduler(DosyncRuntime runtime) {
    this.runtime = runtime;
    this.timetable = new Timetable(runtime.clock(), runtime.name() + "-scheduler");
  }

  /**
   * Makes a scheduler on the shared runtime: at-at's {@code mk-pool}.
   *
   * @return a new scheduler
   */
  public static Scheduler create() {
    return on(DosyncRuntime.shared());
  }

  /**
   * Makes a scheduler on a runtime, which closes it when it is closed itself.
   *
   * @param runtime whose threads and clock to use
   * @return a new scheduler
   * @throws RuntimeClosedException if the runtime is closed
   */
  public static Scheduler on(DosyncRuntime runtime) {
    Scheduler scheduler = new Scheduler(requireNonNull(runtime, "runtime"));
    runtime.add(scheduler.part);
    if (runtime.isClosed()) { // asked last: a close that has begun does not miss the part
      runtime.remove(scheduler.part);
      throw runtime.closed("make a scheduler");
    }
    return scheduler;
  }

  /**
   * Begins the options of a job.
   *
   * @return the defaults
   */
  public static JobOptions options() {
    return JobOptions.DEFAULT;
  }

  // ---- for jobs

  DosyncRuntime runtime() {
    return runtime;
  }

  SchedulerClock clock() {
    return runtime.clock();
  }

  Timetable timetable() {
    return timetable;
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  long nextDueNumber() {
    return dueNumbers.incrementAndGet();
  }

  /** Nothing comes of the job any more. */
  void remove(Job job) {
    schedule.swap(now -> now.without(job));
    room.changed();
  }

  // ---- scheduling

  /**
   * Runs a task now, and again each time a period has passed since: at-at's {@code every}. The
   * times are a grid: a slow or late run does not move the later ones, and is not overlapped unless
   * the options say so.
   *
   * @param period from the beginning of one run to the beginning of the next; more than zero
   * @param task may block, and may throw
   * @return the job
   * @throws IllegalArgumentException if the period is zero or negative
   * @throws RuntimeClosedException if the scheduler is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public Job every(Duration period, VoidBody<?> task) {
    return every(period, task, JobOptions.DEFAULT);
  }

  /**
   * As {@link #every(Duration, VoidBody)}, with options.
   *
   * @param period as above
   * @param task as above
   * @param options how to run it
   * @return the job
   * @throws IllegalArgumentException as above
   * @throws RuntimeClosedException as above
   * @throws DosyncException as above
   */
  public Job every(Duration period, VoidBody<?> task, JobOptions options) {
    return recurring("every", Kind.EVERY, period, task, options);
  }

  /**
   * Runs a task now, and again each time a delay has passed since it ended: at-at's {@code
   * interspaced}.
   *
   * @param delay from the end of one run to the beginning of the next; more than zero
   * @param task may block, and may throw
   * @return the job
   * @throws IllegalArgumentException if the delay is zero or negative
   * @throws RuntimeClosedException if the scheduler is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public Job interspaced(Duration delay, VoidBody<?> task) {
    return interspaced(delay, task, JobOptions.DEFAULT);
  }

  /**
   * As {@link #interspaced(Duration, VoidBody)}, with options.
   *
   * @param delay as above
   * @param task as above
   * @param options how to run it
   * @return the job
   * @throws IllegalArgumentException as above
   * @throws RuntimeClosedException as above
   * @throws DosyncException as above
   */
  public Job interspaced(Duration delay, VoidBody<?> task, JobOptions options) {
    return recurring("interspaced", Kind.INTERSPACED, delay, task, options);
  }

  private Job recurring(
      String name, Kind kind, Duration period, VoidBody<?> task, JobOptions options) {
    requireNonNull(period, kind == Kind.EVERY ? "period" : "delay");
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException(
          name + " needs a time of more than zero between runs, not " + period);
    }
    Duration delay = requireNonNull(options, "options").initialDelay();
    return add(kind, period, Series.NONE, null, delay, task, options);
  }

  /**
   * Runs a task once, at a time of day: at-at's {@code at}. If somebody sets the clock, it follows
   * within a second.
   *
   * @param moment when; in the past means now
   * @param task may block, and may throw
   * @return the job
   * @throws RuntimeClosedException if the scheduler is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public Job at(Instant moment, VoidBody<?> task) {
    return at(moment, task, JobOptions.DEFAULT);
  }

  /**
   * As {@link #at(Instant, VoidBody)}, with options.
   *
   * @param moment as above
   * @param task as above
   * @param options how to run it; without an initial delay
   * @return the job
   * @throws IllegalArgumentException if the options have an initial delay
   * @throws RuntimeClosedException as above
   * @throws DosyncException as above
   */
  public Job at(Instant moment, VoidBody<?> task, JobOptions options) {
    requireNonNull(moment, "moment");
    refuseInitialDelay("at", options);
    return add(Kind.ONCE, Duration.ZERO, Series.NONE, moment, Duration.ZERO, task, options);
  }

  /**
   * Runs a task at each of a series of times of day, such as those of a cron expression. If
   * somebody sets the clock, it follows within a second: times that were leapt over are missed
   * ones, and those that are to come again do so, unless the clock was set to a minute or less
   * before it ran last.
   *
   * @param times gives the first time after a moment; {@link Instant#MAX} for never. It runs on the
   *     calling thread and on that of the scheduler, and must not block; what it throws there is
   *     reported, and it is asked again a second later
   * @param task may block, and may throw
   * @param options how to run it; without an initial delay
   * @return the job
   * @throws IllegalArgumentException if the options have an initial delay, or the first time is not
   *     after now
   * @throws RuntimeClosedException if the scheduler is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public Job atEach(UnaryOperator<Instant> times, VoidBody<?> task, JobOptions options) {
    requireNonNull(times, "times");
    refuseInitialDelay("atEach", options);
    Series series = new Series(times);
    Instant first = series.after(clock().instant());
    return add(Kind.EACH, Duration.ZERO, series, first, Duration.ZERO, task, options);
  }

  /**
   * Runs a task once, after a delay: at-at's {@code after}.
   *
   * @param delay how long; zero or less means now
   * @param task may block, and may throw
   * @return the job
   * @throws RuntimeClosedException if the scheduler is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public Job after(Duration delay, VoidBody<?> task) {
    return after(delay, task, JobOptions.DEFAULT);
  }

  /**
   * As {@link #after(Duration, VoidBody)}, with options.
   *
   * @param delay as above
   * @param task as above
   * @param options how to run it; without an initial delay
   * @return the job
   * @throws IllegalArgumentException if the options have an initial delay
   * @throws RuntimeClosedException as above
   * @throws DosyncException as above
   */
  public Job after(Duration delay, VoidBody<?> task, JobOptions options) {
    requireNonNull(delay, "delay");
    refuseInitialDelay("after", options);
    return add(Kind.ONCE, delay, Series.NONE, null, delay, task, options);
  }

  private static void refuseInitialDelay(String name, JobOptions options) {
    if (!requireNonNull(options, "options").initialDelay().isZero()) {
      throw new IllegalArgumentException(
          name + " takes no initialDelay: it is for every and interspaced");
    }
  }

  private Job add(
      Kind kind,
      Duration period,
      Series series,
      @Nullable Instant at,
      Duration delay,
      VoidBody<?> task,
      JobOptions options) {
    requireNonNull(task, "task");
    refuseIfClosed();
    Attempt attempt = Current.attempt();
    Effects effects = attempt == null ? null : attempt.effectsToHold();
    Job job = new Job(this, kind, period, series, at, delay, task, options);
    if (effects == null) {
      enter(job);
    } else {
      effects.onAbort(job::stop);
      effects.onCommit(() -> enter(job));
    }
    return job;
  }

  private void enter(Job job) {
    if (!schedule.swapVals(now -> now.with(job)).oldValue().open()) {
      job.stop();
      throw refusal();
    }
    try {
      job.enter();
    } catch (Throwable noThreadForIt) {
      job.stop();
      throw noThreadForIt;
    }
  }

  private void refuseIfClosed() {
    runtime.refuseIfClosed("schedule a job");
    if (!schedule.deref().open()) {
      throw refusal();
    }
  }

  private static RuntimeClosedException refusal() {
    return new RuntimeClosedException("Can't schedule a job: the scheduler is closed");
  }

  // ---- the schedule

  /**
   * Takes a job out of the schedule: at-at's {@code stop}; see {@link Job#stop}.
   *
   * @param id the number of a job
   * @return whether this call took it out; false for an unknown number
   */
  public boolean stop(long id) {
    Job job = schedule.deref().jobs().get(id);
    return job != null && job.stop();
  }

  /**
   * Takes a job out of the schedule and interrupts it: at-at's {@code kill}; see {@link Job#kill}.
   *
   * @param id the number of a job
   * @return whether this call took it out; false for an unknown number
   */
  public boolean kill(long id) {
    Job job = schedule.deref().jobs().get(id);
    return job != null && job.kill();
  }

  /**
   * The jobs in the schedule: at-at's {@code scheduled-jobs}.
   *
   * @return in the order of their numbers; unmodifiable, as it is now
   */
  public List<Job> scheduledJobs() {
    return jobs().stream().filter(job -> job.state().isListed()).toList();
  }

  /** Those that are scheduled, run or both. */
  List<Job> jobs() {
    return schedule.deref().jobs().all();
  }

  /**
   * The schedule, to be printed: at-at's {@code show-schedule} (which prints it), but by the
   * 24-hour clock.
   *
   * @return a line for each job, or that there is none
   */
  public String showSchedule() {
    return ScheduleText.of(scheduledJobs(), clock().instant());
  }

  /**
   * Empties the schedule: at-at's {@code stop-and-reset-pool!}. The scheduler can be used on; it
   * goes on counting where it was (at-at begins at 1 again).
   *
   * @param strategy what becomes of the jobs
   */
  public void stopAndReset(StopStrategy strategy) {
    requireNonNull(strategy, "strategy");
    jobs().forEach(strategy == StopStrategy.KILL ? Job::kill : Job::unlist);
  }

  // ---- closing

  /**
   * Closes the scheduler: Bonney's {@code shutdown}. No run begins any more; jobs that were to run
   * once are dropped, and are in the report. Then waits for what runs; when time is up, that is
   * interrupted. An interrupt ends the wait as if time were up; the interrupt flag stays set. The
   * thread of the scheduler ends. A second call waits too, and reports what is left by then: what
   * the first has dropped is in the report of the first alone.
   *
   * @param timeout how long to wait; zero or less not at all
   * @return what was left
   * @throws DosyncException in a job of this scheduler: it would wait for itself
   */
  public CloseReport close(Duration timeout) {
    requireNonNull(timeout, "timeout");
    if (Current.activity() instanceof JobRun run && run.isOf(this)) {
      throw new DosyncException(
          "Can't close a scheduler from "
              + run.subject()
              + ": it would wait for itself. Close it from outside");
    }
    List<Left> left = new ArrayList<>(stopAll());
    awaitLastRun(timeout);
    jobs().forEach(job -> left.addAll(job.interruptAndTell()));
    return new CloseReport(left);
  }

  /**
   * {@link #close(Duration)} with the close timeout of the runtime, 10 seconds by default. What was
   * left is logged as a warning.
   *
   * @throws DosyncException as {@link #close(Duration)}
   */
  @Override
  public void close() {
    CloseReport report = close(runtime.closeTimeout());
    if (!report.isClean()) {
      Failures.LOGGER.log(WARNING, "Closed {0}, but: {1}", this, report);
    }
  }

  private List<Left> stopAll() {
    schedule.swap(Schedule::closed);
    List<Left> toCome = new ArrayList<>();
    jobs().forEach(job -> toCome.addAll(job.stopAndTell()));
    timetable.close();
    runtime.remove(part);
    return toCome;
  }

  private void awaitLastRun(Duration timeout) {
    try {
      room.await(() -> schedule.deref().jobs().isEmpty(), TimeUnit.NANOSECONDS.convert(timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For example {@code #<Scheduler of shop: 3 jobs>}. */
  @Override
  public String toString() {
    int count = scheduledJobs().size();
    return "#<Scheduler of " + runtime.name() + ": " + count + (count == 1 ? " job>" : " jobs>");
  }
}
