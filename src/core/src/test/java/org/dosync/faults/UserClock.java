package org.dosync.faults;

import java.time.Duration;
import java.time.Instant;
import org.dosync.ManualClock;
import org.dosync.SchedulerClock;

/** A user's clock, which is moved by hand; it jumps if that is the fault. */
final class UserClock implements SchedulerClock {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Run run;
  private final ManualClock clock = new ManualClock();

  UserClock(Run run) {
    this.run = run;
  }

  @Override
  public long nanoTime() {
    Fault fault = run.at(Place.CLOCK, "nanoTime for " + asker());
    if (fault == Fault.FORWARD) {
      clock.advance(HOUR);
    } else if (fault == Fault.BACK) {
      clock.advance(HOUR.negated());
    }
    return clock.nanoTime();
  }

  @Override
  public Instant instant() {
    Fault fault = run.at(Place.CLOCK, "instant for " + asker());
    if (fault == Fault.FORWARD) {
      clock.jump(HOUR);
    } else if (fault == Fault.BACK) {
      clock.jump(HOUR.negated());
    }
    return clock.instant();
  }

  private static String asker() {
    String name = Thread.currentThread().getName();
    return name.endsWith("-scheduler")
        ? "the scheduler"
        : name.startsWith("faults-send") ? "a run" : "the caller";
  }

  @Override
  public void onMove(Runnable moved) {
    run.at(Place.CLOCK_LISTENING, "of a scheduler");
    clock.onMove(moved);
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }

  Instant now() {
    return clock.instant();
  }
}
