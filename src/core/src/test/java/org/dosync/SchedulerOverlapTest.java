package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.CloseReport.Left;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a run that is due while another one runs, or while the job is paused. */
@Timeout(60)
class SchedulerOverlapTest extends SchedulerFixture {

  @Test
  void slowJobNeverOverlapsItselfAndDoesNotPileUp() {
    AtomicInteger inside = new AtomicInteger();
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              gate.pass();
              inside.decrementAndGet();
              runs.release();
            });
    gate.awaitArrival();
    passSeconds(5);
    assertThat(job.runs()).isEqualTo(1);
    gate.open();
    awaitRuns(1);
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void queuedRunsBeginWhenTheEarlierOnesHaveEnded() {
    AtomicInteger inside = new AtomicInteger();
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              gate.pass();
              inside.decrementAndGet();
              runs.release();
            },
            Scheduler.options().overlap(Overlap.QUEUE));
    gate.awaitArrival();
    passSeconds(3);
    assertThat(job.runs()).isEqualTo(1);
    gate.open();
    awaitRuns(4);
    assertThat(job.runs()).isEqualTo(4);
  }

  @Test
  void concurrentRunsBeginBesideTheEarlierOnes() {
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              gate.pass();
              runs.release();
            },
            Scheduler.options().overlap(Overlap.CONCURRENT));
    gate.awaitArrival();
    passSeconds(3);
    assertThat(job.runs()).isEqualTo(4);
    gate.open();
    awaitRuns(4);
  }

  /** A run whose failure is being handled has not ended. */
  @Test
  void errorHandlerIsPartOfTheRun() {
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              throw FAILURE;
            },
            options()
                .errorHandler(
                    thrown -> {
                      gate.pass();
                      runs.release();
                    }));
    gate.awaitArrival();
    passSeconds(2);
    assertThat(job.runs()).isEqualTo(1);
    gate.open();
    awaitRuns(1);
  }

  @Test
  void pausedJobDoesNotRunAndDoesNotCatchUp() {
    Job job = scheduler.every(SECOND, runs::release);
    awaitRuns(1);

    assertThat(job.pause()).isTrue();
    assertThat(job.pause()).isFalse();
    assertThat(job.isPaused()).isTrue();
    clock.advanceMillis(3_500);
    assertNoRun();
    assertThat(job.resume()).isTrue();
    assertThat(job.resume()).isFalse();
    assertNoRun();
    clock.advanceMillis(500);
    awaitRuns(1);
  }

  @Test
  void pausedOneShotAndInterspacedRunAtTheirResumeIfTheirTimeHasPassed() {
    Job once = scheduler.after(SECOND, runs::release);
    Job spaced = scheduler.interspaced(SECOND, runs::release);
    awaitRuns(1);
    once.pause();
    spaced.pause();
    clock.advance(SECOND);
    assertNoRun();
    once.resume();
    spaced.resume();
    awaitRuns(2);
    assertThat(once.isScheduled()).isFalse();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void pauseLetsARunCompleteAndHoldsBackWhatIsQueued() {
    Gate gate = new Gate();
    Job job = scheduler.every(SECOND, passing(gate), options().overlap(Overlap.QUEUE));
    gate.awaitArrival();
    passSeconds(2);
    assertThat(job.pause()).isTrue();
    assertThat(job.runNow()).isTrue();
    gate.open();
    awaitRuns(1);
    passSeconds(2);
    assertNoRun();
    assertThat(job.resume()).isTrue();
    awaitRuns(3);
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void pauseAndResumeBeforeTheFirstRunChangeNothing() {
    Job every = scheduler.every(SECOND, runs::release, options().initialDelay(SECOND));
    Job after = scheduler.after(SECOND, runs::release);
    for (Job job : List.of(every, after)) {
      assertThat(job.resume()).isFalse();
      assertThat(job.pause()).isTrue();
      assertThat(job.resume()).isTrue();
    }
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(2);
  }

  @Test
  void runNowRunsBesideTheScheduleAlsoInAPause() {
    Job job = scheduler.every(SECOND, runs::release, Scheduler.options().initialDelay(SECOND));
    assertThat(job.runNow()).isTrue();
    awaitRuns(1);
    job.pause();
    assertThat(job.runNow()).isTrue();
    awaitRuns(1);
    job.resume();
    clock.advance(SECOND);
    awaitRuns(1);
    job.stop();
    assertThat(job.runNow()).isFalse();
    assertThat(job.pause()).isFalse();
    assertThat(job.resume()).isFalse();
  }

  /** Whatever pauses, resumes and time do at once, the job is in the timetable in the end. */
  @Test
  void jobGoesOnAfterManyPausesAndResumesAtOnce() {
    Job job = scheduler.interspaced(SECOND, runs::release);
    awaitRuns(1);
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 250; i++) {
                if (index % 2 == 0) {
                  job.pause();
                } else {
                  job.resume();
                }
              }
            });
    job.resume();
    clock.advance(SECOND);
    awaitRuns(1);
    clock.advance(SECOND);
    awaitRuns(1);
  }

  /** The thread may have taken a time out of the table already when the job is paused. */
  @Test
  void timeThatIsNoLongerThatOfTheJobDoesNothing() {
    Job every = scheduler.every(SECOND, runs::release, options().initialDelay(SECOND));
    Job once = scheduler.after(SECOND, runs::release);
    Job spaced = scheduler.interspaced(SECOND, runs::release, options().initialDelay(SECOND));
    for (Job job : List.of(every, once, spaced)) {
      Due taken = job.state().due();
      job.pause();
      job.due(taken);
      assertThat(job.runs()).isZero();
      job.stop();
      job.due(taken);
      assertThat(job.runs()).isZero();
    }
  }

  /** Else the thread would wait for them, and whoever waits holds on to the job. */
  @Test
  void nothingIsLeftInTheTableWhenJobsAreResumedAndStoppedAtOnce() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Job job = scheduler.after(SECOND.multipliedBy(86_400), runs::release);
      job.pause();
      jobs.add(job);
    }
    Threads.together(List.of(() -> jobs.forEach(Job::resume), () -> jobs.forEach(Job::stop)));
    Waiting.until(() -> threads().isEmpty());
  }

  @Test
  void runNowOfAJobThatRunsOnceLeavesItScheduled() {
    Job job = scheduler.after(SECOND, runs::release);
    assertThat(job.runNow()).isTrue();
    awaitRuns(1);
    assertThat(job.isScheduled()).isTrue();
    clock.advance(SECOND);
    awaitRuns(1);
    assertThat(job.runNow()).isFalse();
  }

  /** The first run is at the gate, the others wait, and the only time of the job has come. */
  private Job askedToRunNow(int times, Gate gate) {
    Job job = scheduler.after(SECOND, passing(gate), options().overlap(Overlap.QUEUE));
    for (int i = 0; i < times; i++) {
      assertThat(job.runNow()).isTrue();
    }
    gate.awaitArrival();
    passSeconds(1);
    return job;
  }

  /** It was promised, and is not lost when the time of the job comes before its turn. */
  @Test
  void runNowThatWaitsComesAlsoIfTheJobRunsItsOnlyTimeMeanwhile() {
    Gate gate = new Gate();
    Job job = askedToRunNow(2, gate);
    assertThat(job.isScheduled()).isFalse();
    gate.open();
    awaitRuns(3);
    Waiting.until(() -> scheduler.jobs().isEmpty());
  }

  @Test
  void stopDropsARunNowThatWaitsAfterTheOnlyTimeOfTheJob() {
    Gate gate = new Gate();
    Job job = askedToRunNow(2, gate);
    assertThat(job.stop()).isTrue();
    assertThat(job.stop()).isFalse();
    gate.open();
    awaitRuns(2);
    assertNoRun();
  }

  @Test
  void closeTellsHowManyThatWaitAreDropped() {
    Gate gate = new Gate();
    Job job = askedToRunNow(3, gate);
    assertThat(job.stopAndTell()).containsExactly(new Left(job, false, 2));
    gate.open();
    awaitRuns(2);
    assertNoRun();
  }

  @Test
  void interspacedCountsFromTheEndOfARunNowToo() {
    Job job = scheduler.interspaced(SECOND, runs::release);
    awaitRuns(1);
    clock.advanceMillis(600);
    assertThat(job.runNow()).isTrue();
    awaitRuns(1);
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
  }

  @Test
  void interspacedCountsFromTheEndOfARunThatWaitedForTheResumeToo() {
    Gate gate = new Gate();
    Job job = scheduler.interspaced(SECOND, passing(gate), options().overlap(Overlap.QUEUE));
    gate.awaitArrival();
    assertThat(job.runNow()).isTrue();
    job.pause();
    gate.open();
    awaitRuns(1);
    clock.advanceMillis(900);
    job.resume();
    awaitRuns(1);
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
  }

  @Test
  void interspacedWithRunsAtOnceCountsFromTheLastOne() {
    Gate first = new Gate();
    Gate second = new Gate();
    AtomicInteger next = new AtomicInteger();
    Job job =
        scheduler.interspaced(
            SECOND,
            () -> {
              int run = next.getAndIncrement();
              if (run < 2) {
                (run == 0 ? first : second).pass();
              }
              runs.release();
            },
            options().overlap(Overlap.CONCURRENT));
    first.awaitArrival();
    assertThat(job.runNow()).isTrue();
    second.awaitArrival();
    first.open();
    await(runs, 1);
    Waiting.until(() -> job.state().running().size() == 1);
    clock.advanceMillis(600);
    look();
    second.open();
    awaitRuns(1);
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
  }

  @Test
  void runNowWhileItRunsGoesByTheOverlap() {
    Gate gate = new Gate();
    VoidBody<RuntimeException> passing =
        () -> {
          gate.pass();
          runs.release();
        };
    Job skipping = scheduler.every(SECOND, passing);
    Job queuing = scheduler.every(SECOND, passing, Scheduler.options().overlap(Overlap.QUEUE));
    Waiting.until(() -> skipping.runs() + queuing.runs() == 2);
    assertThat(skipping.runNow()).isFalse();
    assertThat(queuing.runNow()).isTrue();
    gate.open();
    awaitRuns(3);
  }
}
