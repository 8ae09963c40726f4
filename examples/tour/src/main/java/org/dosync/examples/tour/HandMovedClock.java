package org.dosync.examples.tour;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.SchedulerClock;

/** A clock for tests of code that schedules. */
// tag::clock[]
final class HandMovedClock implements SchedulerClock {

  private final List<Runnable> watching = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2012-11-03T07:23:42Z");

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanoTime() {
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public void onMove(Runnable moved) {
    watching.add(moved);
  }

  void advance(Duration duration) {
    now = now.plus(duration);
    watching.forEach(Runnable::run);
  }
}
// end::clock[]
