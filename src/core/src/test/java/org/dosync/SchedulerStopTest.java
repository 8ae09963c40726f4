package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.dosync.Scheduler.StopStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job that is stopped does not run again; a kill hits its runs, and nothing else. */
@Timeout(60)
class SchedulerStopTest extends SchedulerFixture {

  @Test
  void stopLetsARunningRunCompleteAndIsTrueOnce() {
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              gate.pass();
              runs.release();
            });
    gate.awaitArrival();

    assertThat(job.stop()).isTrue();
    assertThat(job.stop()).isFalse();
    assertThat(job.isScheduled()).isFalse();
    assertThat(scheduler.scheduledJobs()).isEmpty();
    gate.open();
    awaitRuns(1);
    clock.advance(SECOND);
    assertNoRun();
  }

  @Test
  void stopDropsQueuedRuns() {
    Gate gate = new Gate();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              gate.pass();
              runs.release();
            },
            Scheduler.options().overlap(Overlap.QUEUE));
    gate.awaitArrival();
    passSeconds(3);
    job.stop();
    gate.open();
    awaitRuns(1);
    assertNoRun();
  }

  @Test
  void killInterruptsTheRun() {
    Semaphore begun = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    Job job = scheduler.every(SECOND, () -> sleepUntilInterrupted(begun, interrupted));
    await(begun, 1);

    try (CaughtFailures failures = new CaughtFailures()) {
      assertThat(job.kill()).isTrue();
      assertThat(job.kill()).isFalse();
      assertThat(job.stop()).isFalse();
      await(interrupted, 1);
      Waiting.until(() -> scheduler.jobs().isEmpty());
      assertThat(failures.all()).isEmpty();
    }
    clock.advance(SECOND);
    look();
    assertThat(begun.availablePermits()).isZero();
  }

  @Test
  void killInterruptsAnErrorHandlerToo() {
    Semaphore interrupted = new Semaphore(0);
    Job job = inItsErrorHandler(interrupted);

    try (CaughtFailures failures = new CaughtFailures()) {
      assertThat(job.kill()).isTrue();
      assertThat(job.kill()).isFalse();
      await(interrupted, 1);
      Waiting.until(() -> scheduler.jobs().isEmpty());
      assertThat(failures.all()).isEmpty();
    }
  }

  @Test
  void killInterruptsAllRunsOfAJobButNoOtherJob() {
    Semaphore begun = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    Gate gate = new Gate();
    scheduler.after(Duration.ZERO, passing(gate));
    Job job =
        scheduler.every(
            SECOND,
            () -> sleepUntilInterrupted(begun, interrupted),
            options().overlap(Overlap.CONCURRENT));
    passSeconds(2);
    await(begun, 3);
    gate.awaitArrival();

    assertThat(scheduler.kill(job.id())).isTrue();
    await(interrupted, 3);
    gate.open(); // passed only by one that was not interrupted
    awaitRuns(1);
  }

  /** The thread runs one after another and never looks at its interrupt flag. */
  @Test
  void interruptOfAKillDoesNotReachTheNextOnTheSameThread() {
    BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    Thread worker = new Thread(() -> runAll(queue));
    worker.setDaemon(true);
    worker.start();
    Semaphore begun = new Semaphore(0);
    Semaphore clean = new Semaphore(0);
    try (DosyncRuntime one =
            DosyncRuntime.builder().clock(clock).sendOffExecutor(queue::add).build();
        Scheduler on = Scheduler.on(one)) {
      Job job = on.every(SECOND, () -> spinUntilInterrupted(begun));
      on.after(Duration.ZERO, () -> clean.release(Thread.currentThread().isInterrupted() ? 2 : 1));
      await(begun, 1);
      job.kill();
      await(clean, 1);
    } finally {
      queue.add(
          () -> {
            throw FAILURE;
          });
    }
    assertThat(clean.availablePermits()).isZero();
  }

  private static void runAll(BlockingQueue<Runnable> queue) {
    try {
      while (true) {
        Runnable next = queue.poll();
        if (next != null) {
          next.run();
        }
      }
    } catch (IllegalStateException end) {
      assertThat(end).isSameAs(FAILURE);
    }
  }

  private static void spinUntilInterrupted(Semaphore begun) {
    begun.release();
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void runningOneShotIsNotScheduledButCanBeKilled() {
    Semaphore begun = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    Job job = scheduler.after(SECOND, () -> sleepUntilInterrupted(begun, interrupted));
    clock.advance(SECOND);
    await(begun, 1);

    assertThat(job.isScheduled()).isFalse();
    assertThat(scheduler.scheduledJobs()).isEmpty();
    assertThat(scheduler.stop(job.id())).isFalse();
    assertThat(job.stop()).isFalse();
    assertThat(scheduler.kill(job.id())).isTrue();
    await(interrupted, 1);
    Waiting.until(() -> scheduler.jobs().isEmpty());
    assertThat(job.kill()).isFalse();
  }

  @Test
  void stopAndKillByNumber() {
    Job one = scheduler.after(SECOND, runs::release);
    Job two = scheduler.every(SECOND, runs::release, Scheduler.options().initialDelay(SECOND));

    assertThat(scheduler.stop(one.id())).isTrue();
    assertThat(scheduler.stop(one.id())).isFalse();
    assertThat(scheduler.kill(two.id())).isTrue();
    assertThat(scheduler.kill(two.id())).isFalse();
    assertThat(scheduler.stop(4711)).isFalse();
    clock.advance(SECOND);
    assertNoRun();
  }

  @Test
  void stopOfAFinishedOneShotIsFalseAndHarmsNothing() {
    Job job = scheduler.after(Duration.ZERO, runs::release);
    awaitRuns(1);
    Waiting.until(() -> scheduler.jobs().isEmpty());

    assertThat(job.stop()).isFalse();
    assertThat(job.kill()).isFalse();
    assertThat(scheduler.stop(job.id())).isFalse();
    assertThat(scheduler.kill(job.id())).isFalse();
    scheduler.after(Duration.ZERO, runs::release);
    awaitRuns(1);
  }

  @Test
  void stopTakesBackARunThatHasNotBegun() {
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    try (DosyncRuntime slow =
            DosyncRuntime.builder().clock(clock).sendOffExecutor(waiting::add).build();
        Scheduler on = Scheduler.on(slow)) {
      Job recurring = on.every(SECOND, runs::release);
      Job once = on.after(Duration.ZERO, runs::release);
      Waiting.until(() -> waiting.size() == 2);

      assertThat(recurring.stop()).isTrue();
      assertThat(once.isScheduled()).isFalse();
      assertThat(once.stop()).isTrue();
      assertThat(once.stop()).isFalse();
      assertThat(on.jobs()).isEmpty();
      waiting.forEach(Runnable::run);
    }
    assertThat(runs.availablePermits()).isZero();
  }

  @Test
  void stopAndResetLetsOneShotsThatAreToComeRun() {
    Job recurring = scheduler.every(SECOND, runs::release);
    awaitRuns(1);
    Job once = scheduler.after(SECOND, runs::release);

    scheduler.stopAndReset(StopStrategy.STOP);

    assertThat(scheduler.scheduledJobs()).isEmpty();
    assertThat(recurring.isScheduled()).isFalse();
    Job later = scheduler.after(SECOND, runs::release);
    assertThat(later.id()).isGreaterThan(once.id());
    clock.advance(SECOND);
    awaitRuns(2);
  }

  @Test
  void oneShotThatAResetHasLeftCanStillBeStopped() {
    Job one = scheduler.after(SECOND, runs::release);
    Job two = scheduler.after(SECOND, runs::release);
    Job three = scheduler.after(SECOND, runs::release);
    scheduler.stopAndReset(StopStrategy.STOP);

    assertThat(one.isScheduled()).isTrue();
    assertThat(scheduler.showSchedule()).isEqualTo("No jobs are currently scheduled.");
    assertThat(one.stop()).isTrue();
    assertThat(scheduler.kill(two.id())).isTrue();
    assertThat(three.pause()).isTrue();
    clock.advance(SECOND);
    assertNoRun();
    assertThat(three.resume()).isTrue();
    awaitRuns(1);
  }

  @Test
  void stopAndResetLetsARunningRunComplete() {
    Gate gate = new Gate();
    scheduler.every(SECOND, passing(gate));
    gate.awaitArrival();
    scheduler.stopAndReset(StopStrategy.STOP);
    gate.open();
    awaitRuns(1);
    clock.advance(SECOND);
    assertNoRun();
  }

  @Test
  void stopAndResetThatKillsEndsEverything() {
    Semaphore begun = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    scheduler.after(Duration.ZERO, () -> sleepUntilInterrupted(begun, interrupted));
    await(begun, 1);
    scheduler.after(SECOND, runs::release);
    scheduler.every(SECOND, runs::release, options().initialDelay(SECOND));

    scheduler.stopAndReset(StopStrategy.KILL);

    await(interrupted, 1);
    assertThat(scheduler.scheduledJobs()).isEmpty();
    clock.advance(SECOND);
    assertNoRun();
    scheduler.after(Duration.ZERO, runs::release);
    awaitRuns(1);
  }
}
