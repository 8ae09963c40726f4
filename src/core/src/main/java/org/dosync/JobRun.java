package org.dosync;

import java.util.concurrent.CancellationException;
import org.dosync.testing.Observation;
import org.jspecify.annotations.Nullable;

/** One run of a job. */
final class JobRun extends Task<@Nullable Object> {

  private final Job job;

  /** Counts the runs of the job: 1 is the first. */
  final long number;

  private volatile boolean begun;
  private volatile boolean killed;

  JobRun(Job job, long number) {
    super(job.runtime(), job.captured());
    this.job = job;
    this.number = number;
  }

  @Override
  @Nullable Object call() {
    begun = true;
    if (Observation.isPossible()) {
      Observed.ran(job.description());
    }
    try {
      if (Recorder.isOn()) {
        Recorder.run(job, number);
      } else {
        job.task().run();
      }
      return null;
    } catch (Throwable thrown) {
      throw Unchecked.rethrow(thrown);
    }
  }

  @Override
  Object written() {
    return job.task();
  }

  /** What comes after a kill was to be expected; a task's own CancellationException was not. */
  @Override
  void failed(Throwable thrown) {
    begun = true;
    boolean expected = isOfTheClose(thrown);
    if (completeExceptionally(thrown) || !(expected || isCancelled())) {
      job.tell(thrown, this);
    }
  }

  /**
   * Keeps it from beginning, or interrupts it, also in its error handler, when it is done already.
   * Whether nobody has done so before.
   */
  boolean kill() {
    if (withdraw()) {
      return true;
    }
    killed = true;
    completeExceptionally(new CancellationException());
    return interrupt();
  }

  boolean isKilled() {
    return killed;
  }

  /** False if an executor refused it, or it was taken back before. */
  boolean hasBegun() {
    return begun;
  }

  boolean isOf(Scheduler scheduler) {
    return job.scheduler() == scheduler;
  }

  @Override
  void onEnd() {
    job.ended(this);
  }

  @Override
  public Object subject() {
    return job;
  }
}
