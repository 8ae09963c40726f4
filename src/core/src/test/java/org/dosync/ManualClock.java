package org.dosync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still until it is moved by hand. */
public final class ManualClock implements SchedulerClock {

  static final Instant START = Instant.parse("2012-11-03T07:23:42Z");

  private final List<Runnable> watching = new CopyOnWriteArrayList<>();
  private volatile Instant instant = START;
  private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L; // so that it overflows soon

  @Override
  public Instant instant() {
    return instant;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void onMove(Runnable moved) {
    watching.add(moved);
  }

  /** Time passes. Several threads may move it: no move is lost. */
  public void advance(Duration duration) {
    synchronized (watching) {
      nanos = nanos + duration.toNanos();
    }
    jump(duration);
  }

  void advanceMillis(long millis) {
    advance(Duration.ofMillis(millis));
  }

  /** Somebody sets the time of day. */
  public void jump(Duration duration) {
    synchronized (watching) {
      instant = instant.plus(duration);
    }
    watching.forEach(Runnable::run);
  }
}
