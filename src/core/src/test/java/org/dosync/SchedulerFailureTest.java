package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Scheduler.StopStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task throws is reported, whatever it is, and the job goes on. */
@Timeout(60)
class SchedulerFailureTest extends SchedulerFixture {

  private static final Executor REFUSING =
      run -> {
        throw FAILURE;
      };

  @Test
  void jobThatThrowsIsReportedAndGoesOn() {
    List<Throwable> thrown =
        List.of(
            FAILURE,
            new IOException("checked"),
            new AssertionError("x"),
            new OutOfMemoryError("not really"),
            new StackOverflowError(),
            new CancellationException("not by us"),
            new RuntimeClosedException("another one"),
            new InterruptedException("by itself"));
    AtomicInteger next = new AtomicInteger();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              runs.release();
              throw thrown.get(next.getAndIncrement());
            },
            options().description("failing").initialDelay(SECOND));
    try (CaughtFailures failures = new CaughtFailures()) {
      for (int i = 0; i < thrown.size(); i++) {
        clock.advance(SECOND);
        awaitRuns(1);
      }

      assertThat(failures.all()).extracting(Failure::cause).isEqualTo(thrown);
      assertThat(failures.all())
          .allMatch(failure -> failure.what().equals("job") && failure.source() == job)
          .allMatch(failure -> getClass().getName().equals(failure.sentFrom()));
      assertThat(job.isScheduled()).isTrue();
      job.stop();
    }
  }

  @Test
  void failureIsLoggedWithTheJobUnlessThereIsAHandler() {
    try (CapturedLog log = new CapturedLog()) {
      scheduler.after(
          Duration.ZERO,
          () -> {
            throw FAILURE;
          },
          options().description("Hello printer"));
      Waiting.until(() -> !log.isEmpty());
      assertThat(log.only().getMessage())
          .isEqualTo("job of #<Job 1: Hello printer> failed, sent from " + getClass().getName());
      assertThat(log.only().getThrown()).isSameAs(FAILURE);
    }
  }

  @Test
  void errorHandlerGetsWhatIsThrownInsteadOfFailures() {
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    Error error = new AssertionError("an Error too");
    try (CaughtFailures failures = new CaughtFailures()) {
      scheduler.after(
          Duration.ZERO,
          () -> {
            throw error;
          },
          options().errorHandler(seen::add));
      Waiting.until(() -> scheduler.jobs().isEmpty());
      assertThat(seen).containsExactly(error);
      assertThat(failures.all()).isEmpty();
    }
  }

  @Test
  void errorHandlerMayThrowItself() {
    RuntimeException another = new IllegalArgumentException("handler");
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              runs.release();
              throw FAILURE;
            },
            options()
                .initialDelay(SECOND)
                .errorHandler(
                    thrown -> {
                      throw another;
                    }));
    try (CaughtFailures failures = new CaughtFailures()) {
      clock.advance(SECOND);
      awaitRuns(1);
      clock.advance(SECOND);
      awaitRuns(1);

      assertThat(failures.all())
          .hasSize(2)
          .allMatch(failure -> failure.what().equals("error handler") && failure.source() == job);
      assertThat(failures.all().get(0).cause()).isSameAs(another).hasSuppressedException(FAILURE);
      scheduler.stopAndReset(StopStrategy.STOP);
    }
  }

  @Test
  void executorThatRejectsIsReportedAndTheScheduleGoesOn() {
    AtomicInteger calls = new AtomicInteger();
    DosyncRuntime picky =
        DosyncRuntime.builder()
            .clock(clock)
            .sendOffExecutor(
                run -> {
                  if (calls.incrementAndGet() == 1) {
                    throw FAILURE;
                  }
                  new Thread(run).start();
                })
            .build();
    try (CaughtFailures failures = new CaughtFailures();
        Scheduler on = Scheduler.on(picky)) {
      Job job = on.every(SECOND, runs::release);
      Waiting.until(() -> failures.all().size() == 1);
      assertThat(failures.only().cause()).isSameAs(FAILURE);
      assertThat(failures.only().source()).isSameAs(job);
      clock.advance(SECOND);
      awaitRuns(1);
    }
  }

  /** It is part of a run, on the thread of the run: here is none. */
  @Test
  void errorHandlerIsNotToldOfARunThatWasRefused() {
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime on = DosyncRuntime.builder().clock(clock).sendOffExecutor(REFUSING).build();
        Scheduler unlucky = Scheduler.on(on)) {
      Job job = unlucky.after(Duration.ZERO, runs::release, options().errorHandler(seen::add));
      Waiting.until(
          () -> unlucky.jobs().isEmpty() && !(failures.all().isEmpty() && seen.isEmpty()));
      assertThat(seen).isEmpty();
      assertThat(failures.only()).isEqualTo(new Failure("job", job, FAILURE, getClass().getName()));
    }
  }

  @Test
  void executorThatWasShutDownIsReportedForEachRunAndHarmsNoOtherScheduler() {
    ExecutorService gone = Executors.newSingleThreadExecutor();
    gone.shutdown();
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime on = DosyncRuntime.builder().clock(clock).sendOffExecutor(gone).build();
        Scheduler unlucky = Scheduler.on(on)) {
      Job job = unlucky.every(SECOND, runs::release, options().overlap(Overlap.QUEUE));
      Waiting.until(() -> failures.all().size() == 1);
      clock.advance(SECOND);
      Waiting.until(() -> failures.all().size() == 2);
      assertThat(failures.all())
          .allMatch(failure -> failure.cause() instanceof RejectedExecutionException)
          .allMatch(failure -> failure.source() == job);
      assertThat(job.isScheduled()).isTrue();
      unlucky.after(Duration.ZERO, runs::release);
      Waiting.until(() -> failures.all().size() == 3 && unlucky.jobs().size() == 1);
    }
  }

  @Test
  void runsThatWaitForOneThatWasRefusedAreDropped() {
    AtomicInteger calls = new AtomicInteger();
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime refusing =
            DosyncRuntime.builder()
                .clock(clock)
                .sendOffExecutor(
                    run -> {
                      if (calls.incrementAndGet() == 1) {
                        throw FAILURE;
                      }
                      run.run();
                    })
                .build();
        Scheduler on = Scheduler.on(refusing)) {
      on.every(SECOND, runs::release, options().initialDelay(SECOND).missed(Missed.ALL));
      clock.advance(Duration.ofSeconds(1_000));
      Waiting.until(() -> !failures.all().isEmpty());
      clock.advance(SECOND);
      await(runs, 1);
      awaitNoRunOf(on);
    }
    assertThat(calls.get()).isEqualTo(2);
  }

  @Test
  void runsThatAreDroppedBehindOneThatWasRefusedAreTold() {
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime on = DosyncRuntime.builder().clock(clock).sendOffExecutor(REFUSING).build();
        Scheduler unlucky = Scheduler.on(on)) {
      Job job =
          unlucky.every(SECOND, runs::release, options().initialDelay(SECOND).missed(Missed.ALL));
      clock.advance(Duration.ofSeconds(1_000));
      Waiting.until(() -> failures.all().size() == 2);

      assertThat(failures.all())
          .containsExactlyInAnyOrder(
              new Failure("job", job, FAILURE, getClass().getName()),
              new Failure("999 queued runs", job, FAILURE, getClass().getName()));
    }
  }

  /** Until Java 21 a thread asks the one that makes it for its class loader. */
  private static final class MakesNoThread extends Thread {
    volatile boolean runs;
    volatile @Nullable Throwable thrown;

    MakesNoThread(Runnable body) {
      super(body);
      setUncaughtExceptionHandler((thread, uncaught) -> thrown = uncaught);
    }

    @Override
    public ClassLoader getContextClassLoader() {
      if (runs) {
        throw new OutOfMemoryError("on purpose");
      }
      return super.getContextClassLoader();
    }

    @Override
    public void run() {
      runs = true;
      super.run();
    }
  }

  @Test
  void runBeginsThoughThereCanBeNoThreadThatWaitsForTheNextOne() throws InterruptedException {
    Gate gate = new Gate();
    try (Threads threads = new Threads();
        DosyncRuntime direct =
            DosyncRuntime.builder()
                .name("direct")
                .clock(clock)
                .sendOffExecutor(Runnable::run)
                .build();
        Scheduler on = Scheduler.on(direct)) {
      Job job =
          on.every(SECOND, passing(gate), options().initialDelay(SECOND).overlap(Overlap.QUEUE));
      threads.start(job::runNow);
      gate.awaitArrival();
      assertThat(job.runNow()).isTrue();
      job.pause();
      gate.open();
      await(runs, 1);
      awaitNoRunOf(on);
      Waiting.until(SchedulerFailureTest::nobodyWaitsForDirect);

      MakesNoThread resuming = new MakesNoThread(job::resume);
      resuming.start();
      resuming.join();

      await(runs, 1);
      awaitNoRunOf(on);
      assertThat(resuming.thrown)
          .satisfiesAnyOf(
              thrown -> assertThat(thrown).isNull(), // Java 21 and later
              thrown -> assertThat(thrown).hasMessage("on purpose"));
    }
  }

  private static boolean nobodyWaitsForDirect() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("direct-scheduler"));
  }
}
