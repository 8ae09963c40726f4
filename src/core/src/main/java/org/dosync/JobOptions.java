package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to run; begins with {@link Scheduler#options}. Immutable: each method returns a
 * changed copy.
 */
public final class JobOptions {

  static final JobOptions DEFAULT =
      new JobOptions("", Duration.ZERO, null, Overlap.SKIP, Missed.ONCE);

  private final String description;
  private final Duration initialDelay;
  private final @Nullable Consumer<? super Throwable> errorHandler;
  private final Overlap overlap;
  private final Missed missed;

  private JobOptions(
      String description,
      Duration initialDelay,
      @Nullable Consumer<? super Throwable> errorHandler,
      Overlap overlap,
      Missed missed) {
    this.description = description;
    this.initialDelay = initialDelay;
    this.errorHandler = errorHandler;
    this.overlap = overlap;
    this.missed = missed;
  }

  /**
   * What the job is for, in {@link Scheduler#showSchedule} and in failures: at-at's {@code :desc}.
   *
   * @param newDescription empty by default
   * @return a changed copy
   */
  public JobOptions description(String newDescription) {
    requireNonNull(newDescription, "description");
    return new JobOptions(newDescription, initialDelay, errorHandler, overlap, missed);
  }

  /**
   * How long after the call the first run of {@link Scheduler#every} or {@link
   * Scheduler#interspaced} is: at-at's {@code :initial-delay}.
   *
   * @param newDelay zero by default: the first run is at once
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public JobOptions initialDelay(Duration newDelay) {
    requireNonNull(newDelay, "delay");
    if (newDelay.isNegative()) {
      throw new IllegalArgumentException("initialDelay must be 0 or more, not " + newDelay);
    }
    return new JobOptions(description, newDelay, errorHandler, overlap, missed);
  }

  /**
   * Takes what the task throws: Bonney's {@code :error-fn}. Without one {@link Failures} gets it.
   * The job goes on in any case. A run that an executor refuses is told to {@link Failures} alone.
   *
   * @param handler called at the end of the run, as a part of it. What it throws goes to {@link
   *     Failures}
   * @return a changed copy
   */
  public JobOptions errorHandler(Consumer<? super Throwable> handler) {
    requireNonNull(handler, "handler");
    return new JobOptions(description, initialDelay, handler, overlap, missed);
  }

  /**
   * What to do when a run is due while an earlier one still runs.
   *
   * @param newOverlap {@link Overlap#SKIP} by default
   * @return a changed copy
   */
  public JobOptions overlap(Overlap newOverlap) {
    requireNonNull(newOverlap, "overlap");
    return new JobOptions(description, initialDelay, errorHandler, newOverlap, missed);
  }

  /**
   * What {@link Scheduler#every} and {@link Scheduler#atEach} do about runs that were missed.
   *
   * @param newMissed {@link Missed#ONCE} by default
   * @return a changed copy
   */
  public JobOptions missed(Missed newMissed) {
    requireNonNull(newMissed, "missed");
    return new JobOptions(description, initialDelay, errorHandler, overlap, newMissed);
  }

  String description() {
    return description;
  }

  Duration initialDelay() {
    return initialDelay;
  }

  @Nullable Consumer<? super Throwable> errorHandler() {
    return errorHandler;
  }

  Overlap overlap() {
    return overlap;
  }

  Missed missed() {
    return missed;
  }
}
