package org.dosync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.dosync.Statistics.Report;
import org.jspecify.annotations.Nullable;

/** Counts what Flight Recorder has written into a file. */
final class FromRecording {

  private final Counts counts = new Counts();
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  private FromRecording() {}

  static Report read(Path file) throws IOException {
    FromRecording read = new FromRecording();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        read.count(recording.readEvent());
      }
    }
    boolean empty = read.last.isBefore(read.first);
    return read.counts.report(empty ? Duration.ZERO : Duration.between(read.first, read.last));
  }

  private void count(RecordedEvent event) {
    first = event.getStartTime().isBefore(first) ? event.getStartTime() : first;
    last = event.getEndTime().isAfter(last) ? event.getEndTime() : last;
    switch (event.getEventType().getName()) {
      case TransactionEvent.NAME ->
          counts.transaction(
              event.getString("name"),
              event.getInt("tries"),
              event.getDuration().toNanos(),
              !event.getBoolean("committed"));
      case RetryEvent.NAME -> retry(event);
      case AgentActionEvent.NAME ->
          counts.action(event.getString("agent"), event.getDuration().toNanos(), hasThrown(event));
      case JobEvent.NAME ->
          counts.job(event.getString("job"), event.getDuration().toNanos(), hasThrown(event));
      default -> {}
    }
  }

  private void retry(RecordedEvent event) {
    @Nullable String ref = event.getString("ref");
    if (ref != null) {
      counts.lost(event.getString("transaction"), ref, event.getString("winner"));
    }
  }

  private static boolean hasThrown(RecordedEvent event) {
    return event.getString("thrown") != null;
  }
}
