package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What a job is about, at one moment. All that happens to a job is a step from one of these to the
 * next, in an atom.
 *
 * @param phase whether runs become due
 * @param paused whether runs that are due begin
 * @param due when the next run is due; null if that depends on the end of one that runs, or if
 *     there is no other
 * @param running how many run
 * @param queued how many begin when others have ended
 * @param runs how many have begun so far
 */
record JobState(
    Phase phase, boolean paused, @Nullable Due due, int running, long queued, long runs) {

  /** HELD by a transaction until its commit; then LISTED, until it is OVER. */
  enum Phase {
    HELD,
    LISTED,
    OVER
  }

  static final JobState NEW = new JobState(Phase.HELD, false, null, 0, 0, 0);

  boolean isListed() {
    return phase == Phase.LISTED;
  }

  JobState listed(Due first) {
    return phase == Phase.HELD ? new JobState(Phase.LISTED, false, first, 0, 0, 0) : this;
  }

  JobState over() {
    return new JobState(Phase.OVER, paused, null, running, 0, runs);
  }

  JobState due(@Nullable Due next) {
    return new JobState(phase, paused, next, running, queued, runs);
  }

  JobState unqueued() {
    return new JobState(phase, paused, due, running, 0, runs);
  }

  JobState paused(boolean now) {
    return new JobState(phase, now, due, running, queued, runs);
  }

  /** So many runs are due: they begin, or wait, or are left out. */
  JobState wanted(long times, Overlap overlap) {
    if (times == 0) {
      return this;
    }
    if (overlap == Overlap.CONCURRENT) {
      int all = (int) Math.min(times, Integer.MAX_VALUE - running);
      return new JobState(phase, paused, due, running + all, queued, runs + all);
    }
    if (running > 0) {
      return overlap == Overlap.SKIP
          ? this
          : new JobState(phase, paused, due, running, queued + times, runs);
    }
    return new JobState(phase, paused, due, 1, queued + times - 1, runs + 1);
  }

  /** A run has ended: one that waited takes its place. */
  JobState ended() {
    return queued > 0 && !paused
        ? new JobState(phase, paused, due, running, queued - 1, runs + 1)
        : new JobState(phase, paused, due, running - 1, queued, runs);
  }

  /** What waited begins, now that it may. */
  JobState resumed() {
    JobState going = paused(false);
    return queued > 0 && running == 0
        ? new JobState(phase, false, due, 1, queued - 1, runs + 1)
        : going;
  }
}
