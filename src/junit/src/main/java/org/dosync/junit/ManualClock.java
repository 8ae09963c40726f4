package org.dosync.junit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.SchedulerClock;

/**
 * A clock for schedulers that stands still until a test moves it.
 *
 * <p>In a test with {@code @DosyncTest(manualClock = true)} {@link Probe#clock} is one, and every
 * runtime goes by it that is made during the test and is given no other, as that of a container is.
 * Safe for use by any number of threads.
 */
public final class ManualClock implements SchedulerClock {

  private record Time(Instant instant, long nanos) {

    Time plus(Duration duration) {
      return new Time(instant.plus(duration), nanos + duration.toNanos());
    }
  }

  private final List<Runnable> watching = new CopyOnWriteArrayList<>();
  private volatile Time now;

  /**
   * Makes a clock.
   *
   * @param start what it shows at first
   */
  public ManualClock(Instant start) {
    this.now = new Time(requireNonNull(start, "start"), 0);
  }

  /**
   * Lets time pass. What becomes due runs on its own threads, once, however far the clock has come;
   * {@link Probe#awaitQuiescent} waits for it.
   *
   * @param duration how much; not negative
   * @throws IllegalArgumentException if it is negative
   * @throws ArithmeticException if it is more than 292 years, which no nanoseconds can count
   */
  public synchronized void advance(Duration duration) {
    if (requireNonNull(duration, "duration").isNegative()) {
      throw new IllegalArgumentException("Time does not go back: " + duration);
    }
    now = now.plus(duration);
    watching.forEach(Runnable::run);
  }

  @Override
  public Instant instant() {
    return now.instant();
  }

  @Override
  public long nanoTime() {
    return now.nanos();
  }

  @Override
  public void onMove(Runnable moved) {
    watching.add(requireNonNull(moved, "moved"));
  }
}
