package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The second article's module: functions that log, each in its period, behind one agent. */
@Timeout(60)
class LoggingModuleTest extends SchedulerFixture {

  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration SIXTY = Duration.ofSeconds(60);

  /** What the agent knows of a period. */
  private record Period(Job handle, List<Runnable> loggers) {
    Period with(Runnable logger) {
      List<Runnable> more = new ArrayList<>(loggers);
      more.add(logger);
      return new Period(handle, List.copyOf(more));
    }
  }

  private final Agent<Map<Duration, Period>> periods =
      Agent.builder(Map.<Duration, Period>of()).runtime(runtime).build();

  private void addLogger(Duration period, Runnable logger) {
    periods.send(state -> ensureScheduled(state, period));
    periods.send(state -> with(state, period, state.get(period).with(logger)));
  }

  private Map<Duration, Period> ensureScheduled(Map<Duration, Period> state, Duration period) {
    return state.containsKey(period)
        ? state
        : with(state, period, new Period(newScheduled(period), List.of()));
  }

  private static Map<Duration, Period> with(
      Map<Duration, Period> state, Duration key, Period period) {
    Map<Duration, Period> changed = new HashMap<>(state);
    changed.put(key, period);
    return Map.copyOf(changed);
  }

  private Job newScheduled(Duration period) {
    return scheduler.every(period, () -> logAll(period), options().initialDelay(period));
  }

  /** One that throws keeps none of the others from logging. */
  private void logAll(Duration period) {
    RuntimeException failure = null;
    for (Runnable logger : periods.deref().get(period).loggers()) {
      try {
        logger.run();
      } catch (RuntimeException thrown) {
        failure = thrown;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void shutDown() {
    periods
        .submit(
            state -> {
              state.values().forEach(period -> period.handle().stop());
              return Map.of();
            })
        .deref();
  }

  @Test
  void twoHundredThreadsWithTwoPeriodsMakeTwoSchedules() {
    Threads.together(200, i -> () -> addLogger(i % 2 == 0 ? TEN : SIXTY, () -> {}));
    Agent.await(periods);

    assertThat(scheduler.scheduledJobs()).hasSize(2);
    assertThat(periods.deref().get(TEN).loggers()).hasSize(100);
    assertThat(periods.deref().get(SIXTY).loggers()).hasSize(100);
  }

  @Test
  void eachPeriodHasOneScheduleThatCallsAllItsFunctions() {
    AtomicInteger detailed = new AtomicInteger();
    AtomicInteger rolledUp = new AtomicInteger();
    addLogger(TEN, detailed::incrementAndGet);
    addLogger(TEN, runs::release);
    addLogger(SIXTY, rolledUp::incrementAndGet);
    addLogger(SIXTY, runs::release);
    Agent.await(periods);

    for (int i = 1; i <= 6; i++) {
      clock.advance(TEN);
      awaitRuns(i < 6 ? 1 : 2);
    }
    assertThat(detailed.get()).isEqualTo(6);
    assertThat(rolledUp.get()).isEqualTo(1);
  }

  @Test
  void functionThatThrowsStopsNeitherTheScheduleNorTheOthers() {
    addLogger(
        TEN,
        () -> {
          throw FAILURE;
        });
    addLogger(TEN, runs::release);
    Agent.await(periods);
    try (CaughtFailures failures = new CaughtFailures()) {
      clock.advance(TEN);
      awaitRuns(1);
      clock.advance(TEN);
      awaitRuns(1);
      assertThat(failures.all()).extracting(Failure::cause).containsExactly(FAILURE, FAILURE);
    }
  }

  @Test
  void nothingRunsAfterAShutDown() {
    addLogger(TEN, runs::release);
    addLogger(SIXTY, runs::release);
    Agent.await(periods);
    shutDown();

    assertThat(scheduler.jobs()).isEmpty();
    clock.advance(SIXTY);
    assertNoRun();
  }
}
