package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dosync.cdi.Containers.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.dosync.Ref;
import org.dosync.Statistics;
import org.dosync.Statistics.Report;
import org.dosync.Statistics.Runs;
import org.dosync.Statistics.Transactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In events and statistics beans are told by their names. */
@Timeout(60)
class FlightEventsTest {

  @ApplicationScoped
  static class Payroll {
    private final AtomicInteger beats = new AtomicInteger();

    @Inject
    @Shared(value = "salary", initial = "1")
    Ref<Integer> salary;

    @Inject Log log;

    @Dosync
    void raise() {
      salary.alter(n -> n + 1);
      log.write("raised");
    }

    @Dosync(name = "look")
    int look() {
      return salary.deref();
    }

    @Every("1d")
    void beat() {
      beats.incrementAndGet();
    }

    int beats() {
      return beats.get();
    }
  }

  @AgentState
  static class Log {
    private int lines;

    void write(String line) {
      lines++;
    }

    @SendOff
    int lines() {
      return lines;
    }
  }

  private static void run() {
    try (SeContainer container = start(Payroll.class, Log.class)) {
      Payroll payroll = container.select(Payroll.class).get();
      payroll.raise();
      payroll.look();
      assertThat(container.select(Log.class).get().lines()).isEqualTo(1);
      await().until(() -> payroll.beats() == 1);
    }
  }

  @Test
  void eventsNameBeanAndMethodUnlessThereIsAName() throws IOException {
    Path file = Files.createTempFile("dosync", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dosync.Transaction").withThreshold(Duration.ZERO);
      recording.enable("dosync.AgentAction").withThreshold(Duration.ZERO);
      recording.start();
      run();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Files.delete(file);

    assertThat(values(events, "Transaction", "name")).contains("Payroll.raise", "look");
    assertThat(values(events, "AgentAction", "agent")).contains("Log");
    assertThat(values(events, "AgentAction", "action")).contains("Log.write", "Log.lines");
    assertThat(values(events, "Job", "job")).containsExactly("Payroll.beat");
  }

  private static List<String> values(List<RecordedEvent> events, String type, String field) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dosync." + type))
        .map(event -> event.getString(field))
        .toList();
  }

  @Test
  void statisticsNameBeanAndMethodUnlessThereIsAName() {
    try (Statistics statistics = Statistics.start()) {
      run();

      Report report = statistics.report();
      assertThat(report.transactions())
          .extracting(Transactions::name)
          .contains("Payroll.raise", "look");
      assertThat(report.agents()).extracting(Runs::name).contains("Log");
      assertThat(report.jobs()).extracting(Runs::name).containsExactly("Payroll.beat");
    }
  }
}
