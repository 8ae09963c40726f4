package org.dosync;

/**
 * What a job of {@link Scheduler#every} does about runs whose time, and that of the next one, has
 * passed before it could be looked at: the machine was asleep, or had no processor to spare.
 */
public enum Missed {
  /** One run now stands for all of them. The default: no burst. */
  ONCE,
  /** They are left out: the next run is at the next time of the schedule. */
  SKIP,
  /** Each of them is made up for, one after another ({@link Overlap#CONCURRENT}: all at once). */
  ALL
}
