package org.dosync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A recording of all events of Dosync, however short they are unless told otherwise. */
final class Recorded implements AutoCloseable {

  private static final List<String> EVENTS =
      List.of("Transaction", "Retry", "AgentAction", "Job", "SideEffect");

  private final Recording recording = new Recording();

  Recorded() {
    this(Duration.ZERO);
  }

  /** Of those that take at least so long. */
  Recorded(Duration threshold) {
    EVENTS.forEach(name -> recording.enable("dosync." + name).withThreshold(threshold));
    recording.start();
  }

  /** Those of a name so far, in the order of their ends. */
  List<RecordedEvent> events(String name) {
    try {
      Path file = dump();
      List<RecordedEvent> all = RecordingFile.readAllEvents(file);
      Files.delete(file);
      return all.stream()
          .filter(event -> event.getEventType().getName().equals("dosync." + name))
          .sorted((one, other) -> one.getEndTime().compareTo(other.getEndTime()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path dump() throws IOException {
    Path file = Files.createTempFile("dosync", ".jfr");
    recording.dump(file);
    return file;
  }

  @Override
  public void close() {
    recording.close();
  }
}
