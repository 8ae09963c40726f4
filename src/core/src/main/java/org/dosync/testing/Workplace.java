package org.dosync.testing;

/** A runtime: where things are under way. */
public interface Workplace {

  /**
   * Whether it will not do anything any more.
   *
   * @return whether it is closed, or nobody has it
   */
  boolean isGone();

  /**
   * How much work has begun.
   *
   * @return a number that only grows
   */
  long begun();

  /**
   * Whether nothing is under way now, and nothing due.
   *
   * @return false while an agent has something to do, or a future or a job
   */
  boolean isIdle();

  /** Reports the failures of futures that nobody has asked for so far. */
  void tellUnread();
}
