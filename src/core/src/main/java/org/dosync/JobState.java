package org.dosync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is about, at one moment. All that happens to a job is a step from one of these to the
 * next, in an atom.
 *
 * @param phase whether runs become due
 * @param paused whether runs that are due begin
 * @param due when the next run is due; null if that depends on the end of one that runs, or if
 *     there is no other
 * @param running what runs, or is about to, in the order it was begun
 * @param queued how many begin when others have ended
 * @param runs how many have begun so far
 */
record JobState(
    Phase phase, boolean paused, @Nullable Due due, List<JobRun> running, long queued, long runs) {

  /**
   * HELD by a transaction until its commit; then LISTED, until it is OVER; UNLISTED in between if
   * the schedule was emptied and it runs once more all the same.
   */
  enum Phase {
    HELD,
    LISTED,
    UNLISTED,
    OVER
  }

  static final JobState NEW = new JobState(Phase.HELD, false, null, List.of(), 0, 0);

  // ---- asking

  boolean isListed() {
    return phase == Phase.LISTED;
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /** Whether runs are to come. */
  boolean isOn() {
    return phase == Phase.LISTED || phase == Phase.UNLISTED;
  }

  /** Whether nothing comes of it any more. */
  boolean isGone() {
    return isOver() && running.isEmpty();
  }

  boolean isHeldUp() {
    return isOn() && paused;
  }

  /** What the timetable should know; null while it is paused. */
  @Nullable Due planned() {
    return paused ? null : due;
  }

  // ---- in the schedule

  JobState listed(Due first) {
    return phase == Phase.HELD ? phase(Phase.LISTED).due(first) : this;
  }

  JobState unlisted() {
    return isListed() ? phase(Phase.UNLISTED) : this;
  }

  JobState over() {
    return isOver() && queued == 0
        ? this
        : new JobState(Phase.OVER, paused, null, running, 0, runs);
  }

  /** The only time of the job has come: it runs, beside what runs or waits already. */
  JobState last(Job job) {
    return over().queued(queued).begun(1, job);
  }

  private JobState phase(Phase next) {
    return new JobState(next, paused, due, running, queued, runs);
  }

  JobState due(@Nullable Due next) {
    return new JobState(phase, paused, next, running, queued, runs);
  }

  JobState heldUp() {
    return isOn() ? paused(true) : this;
  }

  private JobState paused(boolean now) {
    return new JobState(phase, now, due, running, queued, runs);
  }

  /** What waited begins, now that it may. */
  JobState resumed(Job job) {
    return paused(false).begunQueued(job);
  }

  // ---- runs

  /** So many runs are due: they begin, or wait, or are left out. */
  JobState wanted(long times, Overlap overlap, Job job) {
    if (times == 0) {
      return this;
    }
    if (overlap == Overlap.CONCURRENT) {
      return begun(times, job);
    }
    if (running.isEmpty()) {
      return begun(1, job).queued(queued + times - 1);
    }
    return overlap == Overlap.SKIP ? this : queued(queued + times);
  }

  private JobState begun(long times, Job job) {
    List<JobRun> all = new ArrayList<>(running);
    for (long i = 1; i <= times; i++) {
      all.add(new JobRun(job, runs + i));
    }
    return new JobState(phase, paused, due, List.copyOf(all), queued, runs + times);
  }

  private JobState queued(long now) {
    return new JobState(phase, paused, due, running, now, runs);
  }

  private JobState begunQueued(Job job) {
    return queued > 0 && !paused && running.isEmpty() ? queued(queued - 1).begun(1, job) : this;
  }

  /** A run has ended: one that waited takes its place. */
  JobState ended(JobRun run, Job job) {
    return without(run).begunQueued(job);
  }

  /** A run could not begin: those that waited for it would fare no better. */
  JobState refused(JobRun run) {
    return without(run).queued(0);
  }

  private JobState without(JobRun run) {
    List<JobRun> others = running.stream().filter(other -> other != run).toList();
    return new JobState(phase, paused, due, others, queued, runs);
  }

  /** The next run is due so long after all others have ended. */
  JobState spaced(Due next) {
    return isOn() && due == null && running.isEmpty() ? due(next) : this;
  }
}
