package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.dosync.Scheduler.StopStrategy;
import org.junit.jupiter.api.AfterEach;

/** A scheduler whose time is moved by hand, and a count of the runs. */
abstract class SchedulerFixture {

  static final Duration SECOND = Duration.ofSeconds(1);
  static final RuntimeException FAILURE = new IllegalStateException("on purpose");

  final ManualClock clock = new ManualClock();
  final DosyncRuntime runtime = DosyncRuntime.builder().name("scheduled").clock(clock).build();
  final Scheduler scheduler = Scheduler.on(runtime);

  /** One permit for each run that a test has not asked for yet. */
  final Semaphore runs = new Semaphore(0);

  @AfterEach
  void closeAll() {
    scheduler.stopAndReset(StopStrategy.KILL);
    runtime.close();
    assertThat(runs.availablePermits()).as("runs that nobody expected").isZero();
  }

  static JobOptions options() {
    return Scheduler.options();
  }

  final VoidBody<RuntimeException> passing(Gate gate) {
    return () -> {
      gate.pass();
      runs.release();
    };
  }

  static void await(Semaphore semaphore, int count) {
    try {
      assertThat(semaphore.tryAcquire(count, Gate.PATIENCE_SECONDS, SECONDS))
          .as("%s more permits, beside %s", count, semaphore.availablePermits())
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void awaitNoRunOf(Scheduler scheduler) {
    Waiting.until(() -> scheduler.jobs().stream().allMatch(job -> job.state().running().isEmpty()));
  }

  /** So many more runs come, and have ended. */
  final void awaitRuns(int count) {
    await(runs, count);
    awaitNoRunOf(scheduler);
  }

  /** Waits until the scheduler has looked at all that is due now. */
  final void look() {
    Semaphore reached = new Semaphore(0);
    Job last = scheduler.at(clock.instant(), reached::release);
    await(reached, 1);
    Waiting.until(() -> last.state().isGone());
  }

  final void assertNoRun() {
    look();
    awaitNoRunOf(scheduler);
    assertThat(runs.availablePermits()).as("runs").isZero();
  }

  /** One after another, each looked at by the scheduler before the next. */
  final void passSeconds(int seconds) {
    look();
    for (int i = 0; i < seconds; i++) {
      clock.advance(SECOND);
      look();
    }
  }

  static void sleepUntilInterrupted(Semaphore begun, Semaphore interrupted)
      throws InterruptedException {
    begun.release();
    try {
      new Semaphore(0).acquire();
    } catch (InterruptedException e) {
      interrupted.release();
      throw e;
    }
  }

  /** A job whose run has failed, and sleeps in its error handler until it is interrupted. */
  final Job inItsErrorHandler(Semaphore interrupted) {
    Semaphore begun = new Semaphore(0);
    Job job =
        scheduler.after(
            Duration.ZERO,
            () -> {
              throw FAILURE;
            },
            options().errorHandler(sleepingUntilInterrupted(begun, interrupted)));
    await(begun, 1);
    return job;
  }

  private static Consumer<Throwable> sleepingUntilInterrupted(
      Semaphore begun, Semaphore interrupted) {
    return thrown -> {
      try {
        sleepUntilInterrupted(begun, interrupted);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Those that look for what is due. */
  static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("scheduled-scheduler"))
        .toList();
  }
}
