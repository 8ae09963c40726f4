package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.CloseReport.Left;
import org.dosync.Scheduler.StopStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each run comes at its time and as often as it should, whatever tasks, clocks and callers do. */
@Timeout(60)
class SchedulerTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final RuntimeException FAILURE = new IllegalStateException("on purpose");

  private final ManualClock clock = new ManualClock();
  private final DosyncRuntime runtime =
      DosyncRuntime.builder().name("scheduled").clock(clock).build();
  private final Scheduler scheduler = Scheduler.on(runtime);
  private final Semaphore runs = new Semaphore(0);
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void setZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void close() {
    TimeZone.setDefault(zone);
    scheduler.stopAndReset(StopStrategy.KILL);
    runtime.close();
    assertThat(runs.availablePermits()).as("runs that nobody expected").isZero();
  }

  private void awaitRuns(int count) {
    try {
      assertThat(runs.tryAcquire(count, Gate.PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s more runs", count)
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Waiting.until(() -> scheduler.running().isEmpty());
  }

  /** A job that is due after what the clock was moved to has been run: so nothing else was due. */
  private void assertNoRun() {
    Semaphore reached = new Semaphore(0);
    scheduler.after(Duration.ZERO, reached::release);
    try {
      assertThat(reached.tryAcquire(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Waiting.until(() -> scheduler.running().isEmpty());
    assertThat(runs.availablePermits()).isZero();
  }

  // ---- when

  @Test
  void afterRunsOnceAfterItsDelay() {
    Job job = scheduler.after(SECOND, runs::release);
    assertThat(job.isScheduled()).isTrue();
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
    assertThat(job.isScheduled()).isFalse();
    assertThat(job.runs()).isEqualTo(1);
    clock.advance(SECOND);
    assertNoRun();
  }

  @Test
  void atRunsOnceAtItsMoment() {
    scheduler.at(ManualClock.START.plus(SECOND), runs::release);
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
  }

  @Test
  void momentInThePastAndDelayOfLessThanNothingMeanNow() {
    scheduler.at(ManualClock.START.minusSeconds(100), runs::release);
    scheduler.after(Duration.ofSeconds(-1), runs::release);
    awaitRuns(2);
  }

  @Test
  void everyRunsAtOnceAndThenOnceInAPeriod() {
    Job job = scheduler.every(SECOND, runs::release);
    awaitRuns(1);
    for (int i = 0; i < 5; i++) {
      clock.advanceMillis(999);
      assertNoRun();
      clock.advanceMillis(1);
      awaitRuns(1);
    }
    assertThat(job.runs()).isEqualTo(6);
  }

  @Test
  void initialDelayComesBeforeTheFirstRun() {
    JobOptions later = Scheduler.options().initialDelay(Duration.ofSeconds(2));
    scheduler.every(SECOND, runs::release, later);
    scheduler.interspaced(SECOND, runs::release, later);
    clock.advanceMillis(1_999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(2);
    clock.advance(SECOND);
    awaitRuns(2);
  }

  @Test
  void interspacedCountsFromTheEndOfARun() {
    Gate gate = new Gate();
    Job job =
        scheduler.interspaced(
            SECOND,
            () -> {
              gate.pass();
              runs.release();
            });
    gate.awaitArrival();
    passSeconds(10);
    assertThat(job.runs()).isEqualTo(1);
    gate.open();
    awaitRuns(1);
    clock.advanceMillis(999);
    assertNoRun();
    clock.advanceMillis(1);
    awaitRuns(1);
  }

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

  // ---- overlap and missed runs

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

  /** One after another, each looked at by the scheduler before the next. */
  private void passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(SECOND);
      Semaphore reached = new Semaphore(0);
      scheduler.after(Duration.ZERO, reached::release);
      try {
        assertThat(reached.tryAcquire(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
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

  // ---- stopping

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
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore interrupted = new Semaphore(0);
    Job job = scheduler.every(SECOND, () -> sleepUntilInterrupted(begun, interrupted));
    awaitBegin(begun);

    try (CaughtFailures failures = new CaughtFailures()) {
      assertThat(job.kill()).isTrue();
      assertThat(job.kill()).isFalse();
      Waiting.until(() -> interrupted.availablePermits() == 1 && scheduler.running().isEmpty());
      assertThat(failures.all()).isEmpty();
    }
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  private static void sleepUntilInterrupted(CountDownLatch begun, Semaphore interrupted)
      throws InterruptedException {
    begun.countDown();
    try {
      new Semaphore(0).acquire();
    } catch (InterruptedException e) {
      interrupted.release();
      throw e;
    }
  }

  private static void awaitBegin(CountDownLatch begun) {
    try {
      assertThat(begun.await(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void runningOneShotIsNotScheduledButCanBeKilled() {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore interrupted = new Semaphore(0);
    Job job = scheduler.after(SECOND, () -> sleepUntilInterrupted(begun, interrupted));
    clock.advance(SECOND);
    awaitBegin(begun);

    assertThat(job.stop()).isFalse();
    assertThat(job.kill()).isTrue();
    Waiting.until(() -> interrupted.availablePermits() == 1);
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
  void stopAndResetThatKillsEndsEverything() {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore interrupted = new Semaphore(0);
    scheduler.after(Duration.ZERO, () -> sleepUntilInterrupted(begun, interrupted));
    awaitBegin(begun);
    scheduler.after(SECOND, runs::release);
    scheduler.every(SECOND, runs::release, Scheduler.options().initialDelay(SECOND));

    scheduler.stopAndReset(StopStrategy.KILL);

    Waiting.until(() -> interrupted.availablePermits() == 1);
    clock.advance(SECOND);
    assertNoRun();
  }

  // ---- pause, resume, run now

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

  // ---- failing

  @Test
  void jobThatThrowsIsReportedAndGoesOn() {
    List<Throwable> thrown = List.of(FAILURE, new AssertionError("x"), new StackOverflowError());
    AtomicInteger next = new AtomicInteger();
    Job job =
        scheduler.every(
            SECOND,
            () -> {
              runs.release();
              throw thrown.get(next.getAndIncrement());
            },
            Scheduler.options().description("failing"));
    try (CaughtFailures failures = new CaughtFailures()) {
      awaitRuns(1);
      clock.advance(SECOND);
      awaitRuns(1);
      clock.advance(SECOND);
      awaitRuns(1);
      Waiting.until(() -> failures.all().size() == 3);

      assertThat(failures.all()).extracting(Failure::cause).isEqualTo(thrown);
      assertThat(failures.all())
          .allMatch(failure -> failure.what().equals("job") && failure.source() == job)
          .allMatch(failure -> SchedulerTest.class.getName().equals(failure.sentFrom()));
      assertThat(job).hasToString("#<Job 1: failing>");
      assertThat(job.isScheduled()).isTrue();
      job.stop();
    }
  }

  @Test
  void errorHandlerGetsWhatIsThrownAndMayThrowItself() {
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    scheduler.every(
        SECOND,
        () -> {
          runs.release();
          throw FAILURE;
        },
        Scheduler.options()
            .errorHandler(
                thrown -> {
                  seen.add(thrown);
                  throw new IllegalArgumentException("handler");
                }));
    try (CaughtFailures failures = new CaughtFailures()) {
      awaitRuns(1);
      clock.advance(SECOND);
      awaitRuns(1);
      Waiting.until(() -> failures.all().size() == 2);

      assertThat(seen).containsExactly(FAILURE, FAILURE);
      assertThat(failures.all()).allMatch(failure -> failure.what().equals("error handler"));
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

  // ---- the schedule

  @Test
  void scheduleIsShownAsAtAtDoes() {
    assertThat(scheduler.showSchedule()).isEqualTo("No jobs are currently scheduled.");
    scheduler.after(
        Duration.ofSeconds(10), runs::release, Scheduler.options().description("Hello printer"));
    Job alive =
        scheduler.every(
            Duration.ofSeconds(5),
            () -> {},
            Scheduler.options().description("Alive task").initialDelay(Duration.ofHours(12)));
    scheduler.at(ManualClock.START.plusSeconds(1), runs::release).pause();

    assertThat(scheduler.showSchedule())
        .isEqualTo(
            """
            [1][SCHED] created: Sat 07:23:42s, starts at: Sat 07:23:52s, desc: "Hello printer"
            [2][RECUR] created: Sat 07:23:42s, starts at: Sat 19:23:42s, period: 5000ms, \
            desc: "Alive task"
            [3][SCHED] created: Sat 07:23:42s, starts at: Sat 07:23:43s, paused, desc: \"\"""");
    scheduler.stop(1);
    scheduler.stop(3);
    clock.advance(Duration.ofHours(12));
    assertThat(scheduler.showSchedule())
        .isEqualTo("[2][RECUR] created: Sat 07:23:42s, period: 5000ms, desc: \"Alive task\"");
    assertThat(scheduler.scheduledJobs()).containsExactly(alive);
    assertThat(alive.createdAt()).isEqualTo(ManualClock.START);
    assertThat(alive.description()).isEqualTo("Alive task");
  }

  @Test
  void numbersAreUniqueWhateverHappensAtOnce() {
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    Threads.together(
        8,
        index ->
            () -> {
              for (int i = 0; i < 200; i++) {
                numbers.add(scheduler.after(SECOND, runs::release).id());
              }
            });

    assertThat(numbers).hasSize(1_600);
    assertThat(scheduler.scheduledJobs()).hasSize(1_600).isSortedAccordingTo(this::byNumber);
    numbers.forEach(number -> assertThat(scheduler.stop(number)).isTrue());
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  private int byNumber(Job one, Job other) {
    return Long.compare(one.id(), other.id());
  }

  // ---- transactions, actions, context

  @Test
  void jobOfATransactionEntersTheScheduleAfterTheCommitOrNever() {
    List<Job> made = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      made.add(scheduler.after(Duration.ZERO, runs::release));
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);
    assertThat(made.get(0).isScheduled()).isFalse();
    assertNoRun();

    Job job =
        Transaction.dosync(
            () -> {
              Job held = scheduler.after(SECOND, runs::release);
              assertThat(held.isScheduled()).isFalse();
              assertThat(scheduler.scheduledJobs()).isEmpty();
              return held;
            });
    assertThat(job.isScheduled()).isTrue();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void jobsRunInTheContextOfWhoeverMadeThem() {
    ThreadLocal<String> user = ThreadLocal.withInitial(() -> "nobody");
    List<String> seen = new CopyOnWriteArrayList<>();
    try (DosyncRuntime carrying =
            DosyncRuntime.builder()
                .clock(clock)
                .context(
                    body -> {
                      String sender = user.get();
                      return () -> {
                        user.set(sender);
                        body.run();
                        user.remove();
                      };
                    })
                .build();
        Scheduler on = Scheduler.on(carrying)) {
      user.set("Bob");
      on.every(
          SECOND,
          () -> {
            seen.add(user.get());
            runs.release();
          });
      user.remove();
      awaitRuns(1);
      clock.advance(SECOND);
      awaitRuns(1);
    }
    assertThat(seen).containsExactly("Bob", "Bob");
  }

  // ---- closing

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
  void threadIsThereOnlyWhileThereIsSomethingToWaitFor() {
    assertThat(isThreadThere()).isFalse();
    Job job = scheduler.after(SECOND, runs::release);
    Waiting.until(this::isThreadThere);
    job.stop();
    scheduler.close();
    Waiting.until(() -> !isThreadThere());
  }

  private boolean isThreadThere() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("scheduled-scheduler"));
  }

  // ---- bad input

  @Test
  void timesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> scheduler.every(Duration.ZERO, runs::release))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every needs a time of more than zero between runs, not PT0S");
    assertThatThrownBy(() -> scheduler.interspaced(Duration.ofMillis(-1), runs::release))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interspaced needs a time of more than zero between runs, not PT-0.001S");
    assertThatThrownBy(() -> Scheduler.options().initialDelay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    JobOptions later = Scheduler.options().initialDelay(SECOND);
    assertThatThrownBy(() -> scheduler.after(SECOND, runs::release, later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("after takes no initialDelay: it is for every and interspaced");
    assertThatThrownBy(() -> scheduler.at(ManualClock.START, runs::release, later))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  @Test
  void timesFarAwayAreFine() {
    Duration ages = Duration.ofDays(1_000_000);
    assertThat(scheduler.after(ages, runs::release).stop()).isTrue();
    scheduler.every(ages, runs::release);
    awaitRuns(1);
    clock.advance(Duration.ofDays(3_650));
    assertNoRun();
  }
}
