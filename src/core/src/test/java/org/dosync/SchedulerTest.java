package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each run comes at its time and as often as it should, and is shown while it is to come. */
@Timeout(60)
class SchedulerTest extends SchedulerFixture {

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
  void jobsOfTheSameMomentRunInTheOrderTheyWereMade() {
    List<Long> order = new CopyOnWriteArrayList<>();
    try (DosyncRuntime inOrder =
            DosyncRuntime.builder().clock(clock).sendOffExecutor(Runnable::run).build();
        Scheduler here = Scheduler.on(inOrder)) {
      for (long i = 1; i <= 50; i++) {
        long number = i;
        here.after(SECOND, () -> noted(order, number));
      }
      clock.advance(SECOND);
      await(runs, 50);
    }
    assertThat(order).hasSize(50).isSorted();
  }

  private void noted(List<Long> order, long number) {
    order.add(number);
    runs.release();
  }

  @Test
  void slowJobHoldsUpNoOther() {
    Gate gate = new Gate();
    scheduler.after(Duration.ZERO, passing(gate));
    gate.awaitArrival();
    scheduler.after(Duration.ZERO, runs::release);
    await(runs, 1);
    gate.open();
    awaitRuns(1);
  }

  /** What at-at's documentation shows for its show-schedule, by the 24-hour clock. */
  @Test
  void scheduleIsShownAsAtAtDoes() {
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    try {
      showAndTell();
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  private void showAndTell() {
    assertThat(scheduler.showSchedule()).isEqualTo("No jobs are currently scheduled.");
    scheduler.after(Duration.ofSeconds(10), runs::release, options().description("Hello printer"));
    Job alive =
        scheduler.every(
            Duration.ofSeconds(5),
            () -> {},
            options().description("Alive task").initialDelay(Duration.ofHours(12)));
    scheduler.at(ManualClock.START.plusSeconds(1), runs::release).pause();
    JobOptions later = options().initialDelay(Duration.ofDays(1));
    scheduler.interspaced(Duration.ofNanos(1_500_000), () -> {}, later);

    assertThat(scheduler.showSchedule())
        .isEqualTo(
            """
            [1][SCHED] created: Sat 07:23:42s, starts at: Sat 07:23:52s, desc: "Hello printer"
            [2][RECUR] created: Sat 07:23:42s, starts at: Sat 19:23:42s, period: 5000ms, \
            desc: "Alive task"
            [3][SCHED] created: Sat 07:23:42s, starts at: Sat 07:23:43s, paused, desc: ""
            [4][RECUR] created: Sat 07:23:42s, starts at: Sun 07:23:42s, period: 1.5ms, desc: \"\"""");
    scheduler.stop(1);
    scheduler.stop(3);
    scheduler.stop(4);
    clock.advance(Duration.ofHours(12));
    assertThat(scheduler.showSchedule())
        .isEqualTo("[2][RECUR] created: Sat 07:23:42s, period: 5000ms, desc: \"Alive task\"");
    assertThat(scheduler.scheduledJobs()).containsExactly(alive);
    assertThat(alive.createdAt()).isEqualTo(ManualClock.START);
    assertThat(alive.description()).isEqualTo("Alive task");
    assertThat(alive).hasToString("#<Job 2: Alive task>");
    assertThat(scheduler).hasToString("#<Scheduler of scheduled: 1 job>");
  }

  @Test
  void listOfJobsIsOfItsMoment() {
    Job job = scheduler.after(SECOND, () -> {});
    List<Job> before = scheduler.scheduledJobs();
    job.stop();

    assertThat(before).containsExactly(job);
    assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThat(scheduler.scheduledJobs()).isEmpty();
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
    assertThat(scheduler.scheduledJobs())
        .extracting(Job::id)
        .hasSize(1_600)
        .isSorted()
        .containsAll(numbers);
    numbers.forEach(number -> assertThat(scheduler.stop(number)).isTrue());
    assertThat(scheduler.jobs()).isEmpty();
    clock.advance(SECOND);
    assertNoRun();
  }

  /** Jobs come, stop and run at once; in the end nothing is left, and none has run twice. */
  @Test
  void nothingIsLeftOrLostWhenJobsComeRunAndStopAtOnce() {
    AtomicInteger stopped = new AtomicInteger();
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 250; i++) {
                Job job = scheduler.after(Duration.ZERO, runs::release);
                if (i % 2 == 0 && job.stop()) {
                  stopped.incrementAndGet();
                }
              }
            });
    awaitRuns(1_000 - stopped.get());
    Waiting.until(() -> scheduler.jobs().isEmpty());
    assertNoRun();
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
      awaitNoRunOf(on);
      clock.advance(SECOND);
      awaitRuns(1);
    }
    assertThat(seen).containsExactly("Bob", "Bob");
  }

  @Test
  void failureTellsTheLineThatMadeTheJob() {
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime tracing = DosyncRuntime.builder().clock(clock).traceSends(true).build();
        Scheduler on = Scheduler.on(tracing)) {
      on.after(
          Duration.ZERO,
          () -> {
            throw FAILURE;
          });
      Waiting.until(() -> !failures.all().isEmpty());
      assertThat(failures.only().sentFrom()).contains("failureTellsTheLineThatMadeTheJob");
    }
  }

  @Test
  void threadIsADaemonNamedAfterTheRuntimeAndEndsWhenNothingIsLeftToDo() {
    assertThat(threads()).isEmpty();
    Job job = scheduler.after(SECOND.multipliedBy(86_400), runs::release);
    assertThat(threads())
        .singleElement()
        .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
    job.stop();
    Waiting.until(() -> threads().isEmpty());
    scheduler.after(Duration.ZERO, runs::release);
    awaitRuns(1);
  }
}
