package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm:ss's'", Locale.ENGLISH);

  private final DosyncRuntime runtime;
  private final Timetable timetable;
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentNavigableMap<Long, Job> jobs = new ConcurrentSkipListMap<>();

  /** Jobs that run once more, though they are not in the schedule any more. */
  private final Set<Job> leftOver = ConcurrentHashMap.newKeySet();

  private final Set<Job.Run> running = ConcurrentHashMap.newKeySet();
  private final DosyncRuntime.Part part = this::stopAll;
  private volatile boolean closed;

  private Scheduler(DosyncRuntime runtime) {
    this.runtime = runtime;
    this.timetable = new Timetable(runtime.clock(), runtime.name() + "-scheduler");
    runtime.add(part);
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
    requireNonNull(runtime, "runtime").refuseIfClosed("make a scheduler");
    return new Scheduler(runtime);
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

  Set<Job.Run> running() {
    return running;
  }

  void left(Job job) {
    jobs.remove(job.id(), job);
    leftOver.remove(job);
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
    return add(
        kind, period, null, requireNonNull(options, "options").initialDelay(), task, options);
  }

  /**
   * Runs a task once, at a time of day: at-at's {@code at}. If somebody sets the clock, it follows
   * within a second.
   *
   * @param moment when; in the past means now
   * @param task may block, and may throw
   * @return the job
   * @throws RuntimeClosedException if the scheduler is closed
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
   */
  public Job at(Instant moment, VoidBody<?> task, JobOptions options) {
    requireNonNull(moment, "moment");
    refuseInitialDelay("at", options);
    return add(Kind.ONCE, Duration.ZERO, moment, Duration.ZERO, task, options);
  }

  /**
   * Runs a task once, after a delay: at-at's {@code after}.
   *
   * @param delay how long; zero or less means now
   * @param task may block, and may throw
   * @return the job
   * @throws RuntimeClosedException if the scheduler is closed
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
   */
  public Job after(Duration delay, VoidBody<?> task, JobOptions options) {
    requireNonNull(delay, "delay");
    refuseInitialDelay("after", options);
    return add(Kind.ONCE, delay, null, delay, task, options);
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
      @Nullable Instant at,
      Duration delay,
      VoidBody<?> task,
      JobOptions options) {
    requireNonNull(task, "task");
    refuseIfClosed();
    Attempt attempt = Current.attempt();
    Effects effects = attempt == null ? null : attempt.effectsToHold();
    Job job = new Job(this, kind, period, at, delay, task, options);
    if (effects == null) {
      enter(job);
    } else {
      effects.onAbort(job::stop);
      effects.onCommit(() -> enter(job));
    }
    return job;
  }

  private void enter(Job job) {
    jobs.put(job.id(), job);
    if (closed) {
      job.stop();
      throw refusal();
    }
    if (!job.enter()) {
      left(job);
    }
  }

  private void refuseIfClosed() {
    runtime.refuseIfClosed("schedule a job");
    if (closed) {
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
    Job job = jobs.get(id);
    return job != null && job.stop();
  }

  /**
   * Takes a job out of the schedule and interrupts it: at-at's {@code kill}; see {@link Job#kill}.
   *
   * @param id the number of a job
   * @return whether this call took it out; false for an unknown number
   */
  public boolean kill(long id) {
    Job job = jobs.get(id);
    return job != null && job.kill();
  }

  /**
   * The jobs in the schedule: at-at's {@code scheduled-jobs}.
   *
   * @return in the order of their numbers; unmodifiable, as it is now
   */
  public List<Job> scheduledJobs() {
    return List.copyOf(jobs.values());
  }

  /**
   * The schedule, to be printed: at-at's {@code show-schedule} (which prints it), but by the
   * 24-hour clock.
   *
   * @return a line for each job, or that there is none
   */
  public String showSchedule() {
    List<Job> listed = scheduledJobs();
    return listed.isEmpty()
        ? "No jobs are currently scheduled."
        : listed.stream().map(this::line).collect(Collectors.joining("\n"));
  }

  private String line(Job job) {
    boolean begun = !job.startsAt().isAfter(clock().instant());
    return "["
        + job.id()
        + (job.isRecurring() ? "][RECUR] created: " : "][SCHED] created: ")
        + time(job.createdAt())
        + (begun ? "" : ", starts at: " + time(job.startsAt()))
        + (job.isRecurring() ? ", period: " + job.period().toMillis() + "ms" : "")
        + (job.isPaused() ? ", paused" : "")
        + ", desc: \""
        + job.description()
        + "\"";
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /**
   * Empties the schedule: at-at's {@code stop-and-reset-pool!}. The scheduler can be used on; it
   * goes on counting where it was (at-at begins at 1 again).
   *
   * @param strategy what becomes of the jobs
   */
  public void stopAndReset(StopStrategy strategy) {
    requireNonNull(strategy, "strategy");
    for (Job job : scheduledJobs()) {
      if (strategy == StopStrategy.KILL) {
        job.kill();
      } else if (job.isRecurring()) {
        job.stop();
      } else {
        leftOver.add(job);
        jobs.remove(job.id(), job);
      }
    }
    if (strategy == StopStrategy.KILL) {
      leftOver.forEach(Job::kill);
      running.forEach(run -> run.cancel(true));
    }
  }

  // ---- closing

  private List<Left> stopAll() {
    closed = true;
    List<Left> toCome = new ArrayList<>();
    jobs.values().forEach(job -> toCome.addAll(job.stopAndTell()));
    leftOver.forEach(job -> toCome.addAll(job.stopAndTell()));
    timetable.close();
    runtime.remove(part);
    return toCome;
  }

  /**
   * Ends all jobs: Bonney's {@code shutdown}. Waits for those that run, for as long as {@link
   * DosyncRuntime#close()} does, and interrupts them then. Jobs that were to run once do not run
   * any more; {@link DosyncRuntime#close(Duration)}, which closes its schedulers, has them in its
   * report. A second call does nothing. An interrupt ends the wait; the flag stays set.
   *
   * @throws DosyncException in a job of this scheduler: it would wait for itself
   */
  @Override
  public void close() {
    if (Current.activity() instanceof Job.Run run && running.contains(run)) {
      throw new DosyncException(
          "Can't close a scheduler from " + run + ": it would wait for itself");
    }
    stopAll();
    awaitRuns();
    running.forEach(run -> run.cancel(true));
  }

  private void awaitRuns() {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(runtime.closeTimeout());
    try {
      for (Job.Run run : running) {
        run.isDoneWithin(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (WaitInterruptedException e) {
      // the flag is set: time is up
    }
  }
}
