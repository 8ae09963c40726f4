package org.dosync.examples.rolluplog;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.dosync.Futures;
import org.dosync.Scheduler;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Lines come in their periods, by one job for each. */
class RollupLogTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @ApplicationScoped
  static class Paper {
    final List<String> lines = new CopyOnWriteArrayList<>();

    void write(@Observes Line line) {
      lines.add(line.text());
    }

    List<String> lines() {
      return lines;
    }
  }

  // tag::test[]
  @Nested
  @DosyncTest(manualClock = true)
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({PeriodicLog.class, Paper.class})
  class Beans {

    @Inject PeriodicLog log;
    @Inject Paper paper;
    @Inject Scheduler scheduler;

    @Test
    void linesComeInTheirPeriods() {
      log.add(TEN_SECONDS, () -> "throughput");
      log.add(A_MINUTE, () -> "metrics");
      Probe.awaitQuiescent();

      for (int i = 0; i < 6; i++) {
        Probe.clock().advance(TEN_SECONDS);
        Probe.awaitQuiescent();
      }

      assertThat(paper.lines()).filteredOn("throughput"::equals).hasSize(7); // one at once
      assertThat(paper.lines()).filteredOn("metrics"::equals).hasSize(2);
    }

    // end::test[]

    @Test
    void aPeriodHasOneJobHoweverManyThreadsAddToIt() {
      Futures.map(IntStream.range(0, 50).boxed().toList(), this::addTwo).deref();
      assertThat(log.periods()).isEqualTo(2);
      assertThat(scheduler.scheduledJobs()).hasSize(2);

      Probe.awaitQuiescent();
      paper.lines().clear();
      Probe.clock().advance(TEN_SECONDS);
      Probe.awaitQuiescent();
      assertThat(paper.lines()).hasSize(50);
    }

    private int addTwo(int number) {
      log.add(TEN_SECONDS, () -> "throughput " + number);
      log.add(A_MINUTE, () -> "metrics " + number);
      return number;
    }
    // tag::test[]
  }
  // end::test[]
}
