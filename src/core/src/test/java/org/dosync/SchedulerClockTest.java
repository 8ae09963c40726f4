package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Delays and periods go by a clock that nobody sets, moments by the time of day, which somebody may
 * set.
 */
@Timeout(60)
class SchedulerClockTest extends SchedulerFixture {

  @Test
  void timeOfDayThatIsSetMovesAtButNothingElse() {
    scheduler.after(SECOND, runs::release);
    scheduler.every(SECOND, runs::release, Scheduler.options().initialDelay(SECOND));
    Job at = scheduler.at(ManualClock.START.plusSeconds(3600), runs::release);
    clock.jump(Duration.ofMinutes(59));
    assertNoRun();
    clock.jump(Duration.ofMinutes(1));
    awaitRuns(1);
    assertThat(at.isScheduled()).isFalse();
    clock.advance(SECOND);
    awaitRuns(2);
  }

  @Test
  void timeOfDayThatIsSetBackHoldsUpAtButNothingElse() {
    scheduler.every(SECOND, runs::release, options().initialDelay(SECOND));
    scheduler.after(SECOND, runs::release);
    Job at = scheduler.at(ManualClock.START.plusSeconds(1), runs::release);
    clock.jump(Duration.ofHours(-1));
    clock.advance(SECOND);
    awaitRuns(2);
    assertThat(at.isScheduled()).isTrue();
    clock.jump(Duration.ofHours(1));
    awaitRuns(1);
    assertThat(at.isScheduled()).isFalse();
  }

  @Test
  void clockThatIsMovedByHandWakesTheScheduler() {
    Duration hour = Duration.ofHours(1);
    scheduler.after(hour, runs::release);
    scheduler.every(hour, runs::release, options().initialDelay(hour));
    clock.advance(hour);
    awaitRuns(2);
  }

  /** A clock that tells nobody when it is set, as the computer's. */
  private static final class SilentClock implements SchedulerClock {
    private volatile Instant instant = ManualClock.START;

    @Override
    public Instant instant() {
      return instant;
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }

  @Test
  void timeOfDayIsLookedAtOftenEnoughToSeeThatItWasSet() {
    SilentClock silent = new SilentClock();
    try (DosyncRuntime unaware = DosyncRuntime.builder().clock(silent).build();
        Scheduler on = Scheduler.on(unaware)) {
      on.at(ManualClock.START.plusSeconds(3_600), runs::release);
      silent.instant = ManualClock.START.plusSeconds(3_600);
      await(runs, 1);
    }
  }

  @Test
  void computersClockIsTheDefault() {
    try (Scheduler real = Scheduler.create()) {
      long began = System.nanoTime();
      real.after(Duration.ofMillis(20), runs::release);
      awaitRuns(1);
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000);
      real.at(SchedulerClock.system().instant().plusMillis(20), runs::release);
      awaitRuns(1);
    }
  }

  /** With each look the next run of a job with a tiny period is due. */
  private static final class HastyClock implements SchedulerClock {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant instant() {
      return ManualClock.START;
    }

    @Override
    public long nanoTime() {
      return nanos.addAndGet(10);
    }
  }

  @Test
  void jobThatIsAlwaysDueHoldsUpNoTimeOfDay() {
    try (DosyncRuntime hasty =
            DosyncRuntime.builder().clock(new HastyClock()).sendOffExecutor(Runnable::run).build();
        Scheduler on = Scheduler.on(hasty)) {
      Job tiny = on.every(Duration.ofNanos(1), () -> {});
      on.at(ManualClock.START, runs::release);
      await(runs, 1);
      tiny.stop();
    }
  }

  /** Fails when the scheduler's own thread asks, as often as it is told to. */
  private static final class FailingClock implements SchedulerClock {
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public Instant instant() {
      return ManualClock.START;
    }

    @Override
    public long nanoTime() {
      if (Thread.currentThread().getName().endsWith("-scheduler")
          && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw FAILURE;
      }
      return System.nanoTime();
    }
  }

  @Test
  void clockThatFailsIsReportedAndAskedAgain() {
    FailingClock failing = new FailingClock();
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime on = DosyncRuntime.builder().clock(failing).build();
        Scheduler unlucky = Scheduler.on(on)) {
      failing.failures.set(1);
      Job job = unlucky.every(Duration.ofMillis(1), runs::release);
      await(runs, 1);
      assertThat(failures.only().cause()).isSameAs(FAILURE);
      assertThat(failures.only().what()).isEqualTo("schedule");
      job.kill();
      awaitNoRunOf(unlucky);
      runs.drainPermits();
    }
  }

  @Test
  void clockThatFailsInTheMiddleOfAStepDoesNotLoseTheJob() {
    FailingClock failing = new FailingClock();
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime on = DosyncRuntime.builder().clock(failing).build();
        Scheduler unlucky = Scheduler.on(on)) {
      Job job = unlucky.every(Duration.ofMillis(1), runs::release);
      await(runs, 1);
      failing.failures.set(3); // in whichever of its questions it is
      Waiting.until(() -> failing.failures.get() == 0);
      await(runs, 1);
      assertThat(job.isScheduled()).isTrue();
      assertThat(failures.all()).hasSize(3);
      job.kill();
      awaitNoRunOf(unlucky);
      runs.drainPermits();
    }
  }

  @Test
  void timesFarAwayAreFine() {
    Duration ages = Duration.ofDays(1_000_000);
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(scheduler.after(ages, runs::release).stop()).isTrue();
    scheduler.at(Instant.MAX, runs::release);
    scheduler.after(longest, runs::release);
    scheduler.every(longest, runs::release);
    awaitRuns(1);
    assertThat(scheduler.showSchedule())
        .contains("starts at: +1000000000-12-31", "9223372036854775807000ms");
    clock.advance(Duration.ofDays(3_650));
    assertNoRun();
    scheduler.at(Instant.MIN, runs::release);
    scheduler.after(Duration.ofSeconds(Long.MIN_VALUE), runs::release);
    awaitRuns(2);
  }

  /** The difference of two times must not overflow, also when one of them is over already. */
  @Test
  void jobOfAFarFutureIsNotTakenForOneOfThePast() {
    Gate gate = new Gate();
    try (DosyncRuntime inOrder =
            DosyncRuntime.builder().clock(clock).sendOffExecutor(Runnable::run).build();
        Scheduler here = Scheduler.on(inOrder)) {
      here.after(Duration.ZERO, gate::pass);
      gate.awaitArrival(); // on the thread that looks what is due
      here.after(SECOND, runs::release);
      clock.advance(SECOND.multipliedBy(2));
      Job last = here.after(Duration.ofSeconds(Long.MAX_VALUE), runs::release);
      gate.open();
      await(runs, 1);
      last.stop();
    }
  }

  /** Asked when a run has ended, how long to wait for the next one. */
  @Test
  void clockThatFailsAtTheEndOfARunDoesNotEndAnInterspacedJob() {
    Gate gate = new Gate();
    AtomicBoolean failing = new AtomicBoolean();
    SchedulerClock unsound =
        new SchedulerClock() {
          @Override
          public Instant instant() {
            return clock.instant();
          }

          @Override
          public long nanoTime() {
            boolean ofARun = Thread.currentThread().getName().contains("send-off");
            if (ofARun && failing.getAndSet(false)) {
              throw FAILURE;
            }
            return clock.nanoTime();
          }

          @Override
          public void onMove(Runnable moved) {
            clock.onMove(moved);
          }
        };
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime on = DosyncRuntime.builder().clock(unsound).build();
        Scheduler other = Scheduler.on(on)) {
      Job job = other.interspaced(SECOND, passing(gate));
      gate.awaitArrival();
      failing.set(true);
      gate.open();
      await(runs, 2); // the next one comes as soon as the clock can tell the time again

      assertThat(failures.only()).isEqualTo(new Failure("schedule", job, FAILURE));
      job.stop();
    }
  }
}
