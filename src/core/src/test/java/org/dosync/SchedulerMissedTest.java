package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs whose time has passed unseen are made up for as their job says, and never in a burst that
 * nobody asked for.
 */
@Timeout(60)
class SchedulerMissedTest extends SchedulerFixture {

  private Job everySecondAfterASecond(Missed missed) {
    return scheduler.every(
        SECOND, runs::release, Scheduler.options().initialDelay(SECOND).missed(missed));
  }

  @Test
  void missedRunsAreMadeUpForOnce() {
    everySecondAfterASecond(Missed.ONCE);
    clock.advanceMillis(5_500);
    awaitRuns(1);
    assertNoRun();
    clock.advanceMillis(499);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
  }

  @Test
  void missedRunsAreLeftOut() {
    everySecondAfterASecond(Missed.SKIP);
    clock.advanceMillis(5_500);
    assertNoRun();
    clock.advanceMillis(500);
    awaitRuns(1);
    clock.advanceMillis(1_500);
    awaitRuns(1); // late, but not missed
  }

  @Test
  void missedRunsAreAllMadeUpFor() {
    Job job = everySecondAfterASecond(Missed.ALL);
    clock.advanceMillis(5_500);
    awaitRuns(5);
    assertNoRun();
    assertThat(job.runs()).isEqualTo(5);
    clock.advanceMillis(500);
    awaitRuns(1);
  }

  @Test
  void onceIsTheDefaultAndKeepsTheGrid() {
    Job job = scheduler.every(SECOND, runs::release);
    awaitRuns(1);
    clock.advance(Duration.ofHours(8).plusMillis(300));
    awaitRuns(1);
    assertNoRun();
    clock.advanceMillis(699);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
    assertThat(job.runs()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Missed.class)
  void runThatIsLateByLessThanAPeriodIsNotMissed(Missed missed) {
    everySecondAfterASecond(missed);
    clock.advanceMillis(1_999);
    awaitRuns(1);
    clock.advanceMillis(1);
    awaitRuns(1);
    assertNoRun();
  }

  @Test
  void allAtOnceIfRunsMayOverlap() {
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            passing(gate),
            options().initialDelay(SECOND).missed(Missed.ALL).overlap(Overlap.CONCURRENT));
    clock.advanceMillis(4_500);
    gate.awaitArrival();
    Waiting.until(() -> job.state().running().size() == 4);
    gate.open();
    awaitRuns(4);
    assertNoRun();
  }

  @Test
  void allOneAfterAnotherIfRunsMustNotOverlap() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    scheduler.every(
        SECOND,
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          inside.decrementAndGet();
          runs.release();
        },
        options().initialDelay(SECOND).missed(Missed.ALL));
    clock.advanceMillis(50_500);
    awaitRuns(50);
    assertNoRun();
    assertThat(most.get()).isEqualTo(1);
  }

  /** What comes due while a run runs is for the overlap to decide. */
  @ParameterizedTest
  @EnumSource(Missed.class)
  void slowRunIsFollowedByNoBurst(Missed missed) {
    Gate gate = new Gate();
    scheduler.every(SECOND, passing(gate), options().missed(missed));
    gate.awaitArrival();
    clock.advanceMillis(10_500);
    look();
    gate.open();
    awaitRuns(1);
    assertNoRun();
    clock.advanceMillis(500);
    awaitRuns(1);
  }

  @Test
  void lateInterspacedAndOneShotRunOnce() {
    scheduler.interspaced(SECOND, runs::release);
    awaitRuns(1);
    scheduler.after(SECOND, runs::release, options().missed(Missed.SKIP));
    scheduler.at(ManualClock.START.plusSeconds(1), runs::release, options().missed(Missed.SKIP));
    clock.advance(Duration.ofHours(1));
    awaitRuns(3);
    assertNoRun();
  }
}
