package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dosync.cdi.Containers.problems;
import static org.dosync.cdi.Containers.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dosync.Job;
import org.dosync.Missed;
import org.dosync.Overlap;
import org.dosync.Scheduler;
import org.dosync.SchedulerClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Methods run when their annotations say so; time is moved by hand, by a bean. */
@Timeout(60)
class SchedulesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Singleton
  static class Clock implements SchedulerClock {
    private final List<Runnable> watching = new CopyOnWriteArrayList<>();
    private volatile Instant instant = Instant.parse("2026-03-27T00:00:00Z");
    private volatile long nanos;

    @Override
    public Instant instant() {
      return instant;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void onMove(Runnable moved) {
      watching.add(moved);
    }

    void advance(Duration duration) {
      nanos += duration.toNanos();
      instant = instant.plus(duration);
      watching.forEach(Runnable::run);
    }
  }

  /** A container whose time stands still. */
  private static final class Stopped implements AutoCloseable {
    final SeContainer container;
    final Clock clock;
    final Scheduler scheduler;
    final List<Job> jobs;

    Stopped(Map<String, String> values, Class<?> bean) {
      container = start(values, bean, Clock.class);
      clock = container.select(Clock.class).get();
      scheduler = container.select(Scheduler.class).get();
      jobs = scheduler.scheduledJobs();
    }

    /** Time passes, and the scheduler has looked at what is due. */
    void advance(Duration duration) {
      clock.advance(duration);
      CountDownLatch reached = new CountDownLatch(1);
      scheduler.at(clock.instant(), reached::countDown);
      Patience.await(reached);
    }

    long runs(String name) {
      return jobs.stream().filter(job -> job.description().equals(name)).mapToLong(Job::runs).sum();
    }

    @Override
    public void close() {
      container.close();
    }
  }

  /** A test may be faster than a run is over. */
  @Dependent
  static class Nightly {
    @Cron(value = "30 3 * * *", zone = "Europe/Berlin", overlap = Overlap.CONCURRENT)
    void sweep() {}

    @Cron(value = "{mop.when:0 4 * * *}", zone = "UTC", overlap = Overlap.CONCURRENT)
    void mop() {}
  }

  @Test
  void cronRunsAtTheTimesOfItsZone() {
    try (Stopped stopped = new Stopped(Map.of(), Nightly.class)) {
      stopped.advance(Duration.ofHours(2));
      assertThat(stopped.runs("Nightly.sweep")).isZero();
      stopped.advance(Duration.ofMinutes(30));
      assertThat(stopped.runs("Nightly.sweep")).isEqualTo(1);
      stopped.advance(Duration.ofMinutes(90));
      assertThat(stopped.runs("Nightly.mop")).isEqualTo(1);
      stopped.advance(Duration.ofHours(24));
      assertThat(stopped.runs("Nightly.sweep")).isEqualTo(2);
      assertThat(stopped.runs("Nightly.mop")).isEqualTo(2);
    }
  }

  @Test
  void cronIsConfigured() {
    Map<String, String> values =
        Map.of("mop.when", "0 1 * * *", "dosync.\"Nightly.sweep\".Cron.zone", "UTC");
    try (Stopped stopped = new Stopped(values, Nightly.class)) {
      stopped.advance(Duration.ofHours(3));
      assertThat(stopped.runs("Nightly.mop")).isEqualTo(1);
      assertThat(stopped.runs("Nightly.sweep")).isZero();
      stopped.advance(Duration.ofMinutes(30));
      assertThat(stopped.runs("Nightly.sweep")).isEqualTo(1);
    }
  }

  @Dependent
  static class Missing {
    @Cron("* * * * *")
    void once() {}

    @Cron(value = "* * * * *", missed = Missed.SKIP)
    void skip() {}

    @Cron(value = "* * * * *", missed = Missed.ALL)
    void all() {}
  }

  @Test
  void cronMakesUpForMissedRunsAsItSays() {
    try (Stopped stopped = new Stopped(Map.of(), Missing.class)) {
      stopped.advance(Duration.ofSeconds(5 * 60 + 30));
      assertThat(stopped.runs("Missing.once")).isEqualTo(1);
      assertThat(stopped.runs("Missing.skip")).isZero();
      await().until(() -> stopped.runs("Missing.all") == 5);
    }
  }

  @Dependent
  static class Pausing {
    @Interspaced(value = "10s", initialDelay = "5s")
    void run() {}
  }

  @Test
  void interspacedRunsAgainAWhileAfterItsEnd() {
    try (Stopped stopped = new Stopped(Map.of(), Pausing.class)) {
      assertThat(stopped.scheduler.showSchedule()).contains("period: 10000ms");
      stopped.advance(Duration.ofSeconds(4));
      assertThat(stopped.runs("Pausing.run")).isZero();
      stopped.advance(SECOND);
      assertThat(stopped.runs("Pausing.run")).isEqualTo(1);
      stopped.advance(Duration.ofSeconds(9));
      assertThat(stopped.runs("Pausing.run")).isEqualTo(1);
      await()
          .until(
              () -> {
                stopped.advance(SECOND);
                return stopped.runs("Pausing.run") == 2;
              });
    }
  }

  @Dependent
  static class Once {
    @After("5s")
    void warmUp() {}

    @After("0s")
    void atOnce() {}
  }

  @Test
  void afterRunsOnce() {
    try (Stopped stopped = new Stopped(Map.of(), Once.class)) {
      stopped.advance(Duration.ofSeconds(4));
      assertThat(stopped.runs("Once.warmUp")).isZero();
      stopped.advance(SECOND);
      assertThat(stopped.runs("Once.warmUp")).isEqualTo(1);
      assertThat(stopped.scheduler.scheduledJobs()).isEmpty();
      stopped.advance(Duration.ofHours(1));
      assertThat(stopped.runs("Once.warmUp")).isEqualTo(1);
    }
  }

  @Dependent
  static class Busy {
    @Every(value = "1h", initialDelay = "1h")
    @Interspaced(value = "2h", initialDelay = "1h")
    @After("3h")
    @Cron("0 0 1 1 *")
    void run() {}
  }

  @Test
  void oneMethodMayHaveSeveral() {
    try (CapturedLog log = new CapturedLog()) {
      try (Stopped stopped = new Stopped(Map.of(), Busy.class)) {
        assertThat(stopped.jobs).hasSize(4).extracting(Job::description).containsOnly("Busy.run");
      }
      assertThat(log.messages()).as("@After did not run").hasSize(1);
    }
  }

  @Test
  void eachCanBeSwitchedOff() {
    for (String annotation : List.of("Every", "Interspaced", "After", "Cron")) {
      String key = "dosync.\"" + Busy.class.getName() + "/run\"." + annotation + ".value";
      try (CapturedLog log = new CapturedLog();
          Stopped stopped = new Stopped(Map.of(key, " Off "), Busy.class)) {
        assertThat(log.messages()).isEmpty();
        assertThat(stopped.jobs).as(annotation).hasSize(3);
      }
    }
  }

  @ApplicationScoped
  static class Early {
    int jobs = -1;

    void begin(@Observes Startup event, Scheduler scheduler) {
      jobs = scheduler.scheduledJobs().size();
    }

    int jobs() {
      return jobs;
    }

    @Every("1h")
    void run() {}
  }

  @Test
  void jobsBeginWhenTheApplicationHasBegun() {
    try (Stopped stopped = new Stopped(Map.of(), Early.class)) {
      assertThat(stopped.container.select(Early.class).get().jobs()).isZero();
      assertThat(stopped.jobs).hasSize(1);
    }
  }

  @Dependent
  static class Never {
    @Cron("bogus")
    void bogus() {}

    @Cron("0 0 30 2 *")
    void never() {}

    @Cron(value = "@daily", zone = "Atlantis")
    void nowhere() {}

    @Interspaced("0s")
    void always() {}

    @After("-PT1S")
    void before() {}

    @Cron("@daily")
    private void hidden() {}

    void use() {
      hidden();
    }
  }

  private static String place(String method) {
    return Never.class.getName() + "." + method + "(): ";
  }

  @Test
  void timesThatMakeNoSense() {
    assertThat(problems(Map.of("dosync.\"Never.bogus\".Cron.value", "0 25 * * *"), Never.class))
        .containsExactlyInAnyOrder(
            "DOSYNC-013 "
                + place("bogus")
                + "@Cron: \"0 25 * * *\" is no cron expression, as \"30 3 * * MON-FRI\" is, nor off:"
                + " Failed to parse cron expression. Value 25 not in range [0, 23] (configured:"
                + " dosync.\"Never.bogus\".Cron.value)",
            "DOSYNC-008 "
                + place("never")
                + "@Cron: there is no time that is \"0 0 30 2 *\": write off for no runs",
            "DOSYNC-008 "
                + place("nowhere")
                + "@Cron: \"Atlantis\" is no time zone, as Europe/Berlin or UTC is",
            "DOSYNC-008 "
                + place("always")
                + "@Interspaced: the time must be more than zero, or off for no runs, not 0s",
            "DOSYNC-008 "
                + place("before")
                + "@After: the time must be zero or more, or off for no runs, not -PT1S",
            "DOSYNC-010 "
                + place("hidden")
                + "a method with @Cron can't be private: drop \"private\"");
  }
}
