package org.dosync;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When the runs of a job are due, by the clock of its scheduler. Immutable. */
final class Plan {

  /**
   * What follows when a time has come.
   *
   * @param due the time after it
   * @param runs how many are to begin now
   */
  record Next(Due due, long runs) {}

  private final Job job;
  private final Job.Kind kind;
  private final Duration period;
  private final Series series;
  private final Missed missed;
  private final Due first;

  /** It begins at an instant, or after a delay. */
  Plan(
      Job job,
      Job.Kind kind,
      Duration period,
      Series series,
      Missed missed,
      @Nullable Instant at,
      Duration delay) {
    this.job = job;
    this.kind = kind;
    this.period = period;
    this.series = series;
    this.missed = missed;
    this.first =
        at == null ? dueAfter(delay) : dueAt(at, kind == Job.Kind.EACH ? job.createdAt() : null);
  }

  private SchedulerClock clock() {
    return job.scheduler().clock();
  }

  private Due dueAt(Instant moment, @Nullable Instant asked) {
    return new Due(job, job.scheduler().nextDueNumber(), 0, moment, asked, null);
  }

  /** At the first time of the series after a moment. */
  private Due dueNextAfter(Instant moment) {
    return dueAt(series.after(moment), moment);
  }

  private Due dueAfter(Duration delay) {
    return due(clock().nanoTime() + nanos(delay));
  }

  private Due due(long nanos) {
    return new Due(job, job.scheduler().nextDueNumber(), nanos, null, null, null);
  }

  /** Not longer than 73 years, so that moments can be compared by their difference. */
  static long nanos(Duration duration) {
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    return Math.max(0, Math.min(nanos, Long.MAX_VALUE / 4));
  }

  Due first() {
    return first;
  }

  /** Once more, for one that went wrong when its time had come. */
  Due again(Due due, long nanos) {
    return due.again(job.scheduler().nextDueNumber(), nanos);
  }

  /** A clock that can't tell now must not keep the job from going on: its time has come then. */
  Due afterPeriod() {
    try {
      return dueAfter(period);
    } catch (Throwable thrown) {
      Failures.report("schedule", job, thrown);
      return due(first.nanos());
    }
  }

  /** The next time from now on, of a job that has times whatever its runs do. */
  @Nullable Due nextByTheClock() {
    return switch (kind) {
      case ONCE, INTERSPACED -> null;
      case EVERY -> due(nextTime(clock().nanoTime()));
      case EACH -> dueNextAfter(clock().instant());
    };
  }

  /** The first time of the grid after a moment. */
  private long nextTime(long now) {
    if (first.nanos() - now > 0) {
      return first.nanos();
    }
    long grid = nanos(period);
    return first.nanos() + ((now - first.nanos()) / grid + 1) * grid;
  }

  /** Of a job that has times whatever its runs do: one of them has come. */
  Next after(Due due) {
    return kind == Job.Kind.EVERY ? onTheGrid(due.original()) : inTheSeries(due.original());
  }

  private Next onTheGrid(Due due) {
    long now = clock().nanoTime();
    long time = due.nanos();
    long nextTime = nextTime(now - time > 0 ? now : time);
    long passed = (nextTime - time) / nanos(period);
    return new Next(due(nextTime), runsFor(passed));
  }

  private Next inTheSeries(Due due) {
    Instant now = clock().instant();
    if (due.moment().isAfter(now)) {
      return new Next(anew(due, now), 0);
    }
    long passed = series.passed(due.moment(), now, missed == Missed.ALL);
    return new Next(dueNextAfter(now), runsFor(passed));
  }

  /** Somebody has set the clock back. By a little only: then its time is as it was. */
  private Due anew(Due due, Instant now) {
    return due.isAhead(now) ? dueNextAfter(now) : dueAt(due.moment(), due.asked());
  }

  private long runsFor(long passed) {
    if (passed == 1) {
      return 1;
    }
    return switch (missed) {
      case ONCE -> 1;
      case SKIP -> 0;
      case ALL -> passed;
    };
  }
}
