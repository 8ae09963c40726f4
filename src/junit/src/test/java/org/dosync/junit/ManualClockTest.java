package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.DosyncRuntime;
import org.dosync.Scheduler;
import org.dosync.cdi.DosyncExtension;
import org.dosync.cdi.Every;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A clock that is moved by hand, for schedulers. */
class ManualClockTest {

  @Nested
  @DosyncTest(manualClock = true)
  class InPlainJava {

    @Test
    void jobsRunWhenTimeIsMoved() {
      AtomicInteger runs = new AtomicInteger();
      try (DosyncRuntime runtime = DosyncRuntime.builder().build()) {
        Scheduler scheduler = Scheduler.on(runtime);
        scheduler.every(
            Duration.ofHours(1),
            () -> {
              runs.incrementAndGet();
            });
        for (int hour = 0; hour < 50; hour++) {
          Probe.awaitQuiescent();
          assertThat(runs).hasValue(hour + 1);
          Probe.clock().advance(Duration.ofHours(1));
        }
        Probe.awaitQuiescent();
      }
    }

    @Test
    void aMomentOfTheDayComes() {
      AtomicInteger runs = new AtomicInteger();
      try (DosyncRuntime runtime = DosyncRuntime.builder().build()) {
        Scheduler.on(runtime)
            .at(
                Probe.clock().instant().plusSeconds(60),
                () -> {
                  runs.incrementAndGet();
                });
        Probe.clock().advance(Duration.ofSeconds(59));
        Probe.awaitQuiescent();
        assertThat(runs).hasValue(0);
        Probe.clock().advance(Duration.ofSeconds(1));
        Probe.awaitQuiescent();
        assertThat(runs).hasValue(1);
      }
    }

    @Test
    void timeDoesNotGoBack() {
      assertThatThrownBy(() -> Probe.clock().advance(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Time does not go back: PT-1S");
    }

    @Test
    void timeStandsStillIfItCannotBeCounted() {
      Instant start = Probe.clock().instant();
      assertThatThrownBy(() -> Probe.clock().advance(Duration.ofDays(300 * 366)))
          .isInstanceOf(ArithmeticException.class);
      assertThat(Probe.clock().instant()).isEqualTo(start);
      assertThat(Probe.clock().nanoTime()).isZero();
    }
  }

  @ApplicationScoped
  static class Backup {
    private final AtomicInteger runs = new AtomicInteger();

    @Every("1h")
    void save() {
      runs.incrementAndGet();
    }

    int runs() {
      return runs.get();
    }
  }

  @Nested
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses(Backup.class)
  @DosyncTest(manualClock = true)
  class InWeld {

    @Inject Backup backup;

    // tag::clock[]
    @Test
    void jobsOfBeansRunWhenTimeIsMoved() {
      Probe.awaitQuiescent();
      assertThat(backup.runs()).isEqualTo(1);
      Probe.clock().advance(Duration.ofHours(1));
      Probe.awaitQuiescent();
      assertThat(backup.runs()).isEqualTo(2);
    }
    // end::clock[]
  }

  @Nested
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses(Backup.class)
  @DosyncTest(manualClock = true)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class InOneWeldForAllTests {

    private int day;

    @Inject Backup backup;

    @Test
    void oneDay() {
      aDay();
    }

    @Test
    void anotherDay() {
      aDay();
    }

    private void aDay() {
      Probe.awaitQuiescent();
      assertThat(backup.runs()).isEqualTo(day * 24 + 1);
      day++;
      for (int hour = 0; hour < 24; hour++) {
        Probe.clock().advance(Duration.ofHours(1));
        Probe.awaitQuiescent();
      }
      assertThat(backup.runs()).isEqualTo(day * 24 + 1);
    }
  }
}
