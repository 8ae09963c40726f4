package org.dosync;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that a {@link Scheduler} goes by: the {@link #instant} for {@link Scheduler#at}, {@link
 * Scheduler#atEach} and what is shown, {@link #nanoTime} for everything else. Give {@link
 * DosyncRuntime.Builder#clock} one of your own to move time by hand in a test.
 */
public interface SchedulerClock extends InstantSource {

  /**
   * A clock that only goes forward, whatever happens to the time of day, as {@link
   * System#nanoTime}.
   *
   * @return nanoseconds since some moment
   */
  long nanoTime();

  /**
   * For clocks that are moved by hand: whom to tell each time that has happened. A clock that goes
   * by itself need not do anything. Each scheduler calls this once, and is known to the clock from
   * then on.
   *
   * @param moved returns at once; may be called by any thread
   */
  default void onMove(Runnable moved) {}

  /**
   * The computer's clock.
   *
   * @return the default
   */
  static SchedulerClock system() {
    return SystemClock.INSTANCE;
  }

  /** The computer's clock. */
  enum SystemClock implements SchedulerClock {
    /** There is only one. */
    INSTANCE;

    @Override
    public Instant instant() {
      return Instant.now();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }
}
