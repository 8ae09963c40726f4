package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.dosync.CloseReport.Left;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After a close nothing runs and no thread is left, and what was dropped has been told. */
@Timeout(60)
class SchedulerCloseTest extends SchedulerFixture {

  @Test
  void closeWaitsForWhatRunsAndNothingRunsAfterIt() {
    Gate gate = new Gate();
    scheduler.every(
        SECOND,
        () -> {
          gate.pass();
          runs.release();
        });
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      threads.start(scheduler::close);
      Waiting.until(() -> scheduler.scheduledJobs().isEmpty());
      gate.open();
    }
    awaitRuns(1);
    clock.advance(SECOND);
    assertThatThrownBy(() -> scheduler.after(SECOND, runs::release))
        .isInstanceOf(RuntimeClosedException.class)
        .hasMessage("Can't schedule a job: the scheduler is closed");
    scheduler.close();
  }

  @Test
  void closeTellsWhatWasDroppedAndWhatStillRan() {
    Semaphore begun = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    Job running = scheduler.every(SECOND, () -> sleepUntilInterrupted(begun, interrupted));
    Job once = scheduler.after(SECOND, runs::release);
    scheduler.every(SECOND, runs::release, options().initialDelay(SECOND));
    await(begun, 1);

    CloseReport report = scheduler.close(Duration.ZERO);

    assertThat(report.left()).containsExactly(new Left(once, false, 1), new Left(running, true, 0));
    await(interrupted, 1);
    Waiting.until(() -> scheduler.jobs().isEmpty());
    assertThat(scheduler.close(Duration.ZERO).isClean()).isTrue();
    clock.advance(SECOND);
  }

  @Test
  void closeWithoutATimeLogsWhatWasDropped() {
    scheduler.after(SECOND, runs::release, options().description("Hello printer"));
    try (CapturedLog log = new CapturedLog()) {
      scheduler.close();
      assertThat(log.only().getLevel()).isEqualTo(Level.WARNING);
      assertThat(log.only().getParameters())
          .extracting(String::valueOf)
          .containsExactly(
              "#<Scheduler of scheduled: 0 jobs>", "#<Job 1: Hello printer>: did not run");
      scheduler.close();
    }
  }

  @Test
  void closeOfARecurringJobIsClean() {
    scheduler.every(SECOND, runs::release);
    awaitRuns(1);
    assertThat(scheduler.close(Duration.ZERO).isClean()).isTrue();
  }

  /** A kill is not the end of a run. */
  @Test
  void closeWaitsForARunThatWasKilledToo() {
    Semaphore begun = new Semaphore(0);
    Gate gate = new Gate();
    Job job =
        scheduler.after(
            Duration.ZERO,
            () -> {
              try {
                sleepUntilInterrupted(begun, new Semaphore(0));
              } finally {
                gate.pass();
                runs.release();
              }
            });
    await(begun, 1);
    job.kill();
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      Thread closer = threads.start(scheduler::close);
      Waiting.until(() -> closer.getState() == Thread.State.TIMED_WAITING);
      assertThat(runs.availablePermits()).isZero();
      gate.open();
    }
    await(runs, 1);
    assertThat(scheduler.jobs()).isEmpty();
  }

  @Test
  void closeTellsOfARunThatDoesNotCareThatItWasKilled() {
    Gate gate = new Gate();
    Job job = scheduler.after(Duration.ZERO, () -> spinThrough(gate));
    gate.awaitArrival();
    assertThat(job.kill()).isTrue();

    assertThat(scheduler.close(Duration.ZERO).left()).containsExactly(new Left(job, true, 0));
    gate.open();
  }

  @Test
  void closeInterruptsAnErrorHandlerAndTellsThatItRan() {
    Semaphore interrupted = new Semaphore(0);
    Job job = inItsErrorHandler(interrupted);

    assertThat(scheduler.close(Duration.ZERO).left()).containsExactly(new Left(job, true, 0));
    await(interrupted, 1);
  }

  @Test
  void interruptEndsTheWaitOfAClose() {
    Gate gate = new Gate();
    Semaphore still = new Semaphore(0);
    Job job = scheduler.after(Duration.ZERO, () -> spinThrough(gate));
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      Thread closer =
          threads.start(
              () -> {
                CloseReport report = scheduler.close(Duration.ofDays(1));
                assertThat(report.left()).containsExactly(new Left(job, true, 0));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                still.release();
              });
      Waiting.until(() -> closer.getState() == Thread.State.TIMED_WAITING);
      closer.interrupt();
    }
    await(still, 1);
    gate.open();
  }

  /** Does not let an interrupt end it. */
  private static void spinThrough(Gate gate) {
    Thread passing = new Thread(gate::pass);
    passing.start();
    while (passing.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void closeFromAJobIsRefused() {
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    scheduler.after(
        Duration.ZERO,
        () -> {
          try {
            scheduler.close();
          } finally {
            runs.release();
          }
        },
        Scheduler.options().errorHandler(seen::add));
    awaitRuns(1);

    assertThat(seen).singleElement().isInstanceOf(DosyncException.class);
    assertThat(scheduler.after(SECOND, runs::release).stop()).isTrue();
  }

  @Test
  void errorHandlerMayNotCloseEither() {
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    try (CaughtFailures failures = new CaughtFailures()) {
      scheduler.after(
          Duration.ZERO,
          () -> {
            throw FAILURE;
          },
          options().errorHandler(thrown -> scheduler.close()));
      Waiting.until(() -> scheduler.jobs().isEmpty());
      seen.add(failures.only().cause());
    }
    assertThat(seen.get(0))
        .isInstanceOf(DosyncException.class)
        .hasMessage(
            "Can't close a scheduler from #<Job 1>: it would wait for itself. Close it from"
                + " outside");
  }

  @Test
  void jobOfAnotherSchedulerMayClose() {
    Scheduler other = Scheduler.on(runtime);
    other.after(
        Duration.ZERO,
        () -> {
          scheduler.close();
          runs.release();
        });
    await(runs, 1);
    other.close();
    assertThatThrownBy(() -> scheduler.after(SECOND, runs::release))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void closeOfTheRuntimeTellsWhatWasStillToCome() {
    Job once = scheduler.after(SECOND, runs::release);
    scheduler.every(SECOND, runs::release, Scheduler.options().initialDelay(SECOND));

    CloseReport report = runtime.close(Duration.ZERO);

    assertThat(report.left()).containsExactly(new Left(once, false, 1));
    assertThat(report).hasToString("#<Job 1>: did not run");
    assertThatThrownBy(() -> Scheduler.on(runtime)).isInstanceOf(RuntimeClosedException.class);
    assertThatThrownBy(() -> scheduler.every(SECOND, runs::release))
        .isInstanceOf(RuntimeClosedException.class);
    assertThat(scheduler.showSchedule()).isEqualTo("No jobs are currently scheduled.");
  }

  @Test
  void closeOfTheRuntimeTellsWhichJobsStillRan() {
    Semaphore begun = new Semaphore(0);
    Semaphore interrupted = new Semaphore(0);
    Job job =
        scheduler.every(
            SECOND,
            () -> sleepUntilInterrupted(begun, interrupted),
            options().overlap(Overlap.CONCURRENT));
    passSeconds(1);
    await(begun, 2);
    try (CaughtFailures failures = new CaughtFailures()) {
      CloseReport report = runtime.close(Duration.ZERO);
      assertThat(report.left()).containsExactly(new Left(job, true, 0));
      await(interrupted, 2);
      Waiting.until(() -> job.state().running().isEmpty());
      assertThat(failures.all()).isEmpty(); // the report has told it
    }
  }

  @Test
  void runOfAClosingRuntimeMakesNoJobsAndNoScheduler() {
    Gate gate = new Gate();
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    scheduler.after(
        Duration.ZERO,
        () -> {
          gate.pass();
          refused(seen, () -> scheduler.after(Duration.ZERO, runs::release));
          refused(seen, () -> Scheduler.on(runtime));
        });
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      threads.start(runtime::close);
      Waiting.until(runtime::isClosed);
      gate.open();
    }
    assertThat(seen).hasSize(2).allMatch(thrown -> thrown instanceof RuntimeClosedException);
    assertThat(runtime.parts()).isEmpty();
  }

  private static void refused(List<Throwable> seen, Runnable attempt) {
    try {
      attempt.run();
    } catch (RuntimeException refusal) {
      seen.add(refusal);
    }
  }

  @Test
  void noThreadIsLeftWhenACloseReturns() {
    scheduler.after(SECOND, runs::release).stop();
    assertThat(threads()).hasSize(1);
    scheduler.close();
    assertThat(threads()).isEmpty();
  }

  @Test
  void closeOfTheRuntimeEndsTheThreadOfItsSchedulers() {
    scheduler.every(SECOND, () -> {}, options().initialDelay(SECOND));
    assertThat(threads()).hasSize(1);
    runtime.close();
    assertThat(threads()).isEmpty();
  }

  /**
   * Jobs that come while others close: each has run, or was dropped and is told, or was refused.
   */
  @Test
  void nothingIsDroppedInSilenceWhenAJobComesWhileTheSchedulerCloses() {
    for (int i = 0; i < 50; i++) {
      Scheduler racing = Scheduler.on(runtime);
      AtomicInteger made = new AtomicInteger();
      AtomicInteger told = new AtomicInteger();
      Threads.together(
          List.of(
              () -> {
                try {
                  while (true) {
                    racing.after(SECOND, () -> {});
                    made.incrementAndGet();
                  }
                } catch (RuntimeClosedException refused) {
                  // the end
                }
              },
              () -> told.set(racing.close(Duration.ZERO).left().size())));
      assertThat(told.get()).isBetween(made.get() - 1, made.get());
      assertThat(racing.jobs()).isEmpty();
    }
  }
}
