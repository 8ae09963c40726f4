package org.dosync;

/**
 * What a job of {@link Scheduler#every} or {@link Scheduler#atEach} does when a time of its
 * schedule is seen so late that the next one has passed too: the machine was asleep, or had no
 * processor to spare. A run that is late by less is not missed. One that is due while another one
 * runs is a matter of {@link Overlap}.
 */
public enum Missed {
  /** One run now stands for all of them. The default: no burst. */
  ONCE,
  /** None of them is made up for: the next run is at the next time of the schedule. */
  SKIP,
  /** Each of them is made up for, one after another ({@link Overlap#CONCURRENT}: all at once). */
  ALL
}
