package org.dosync.seen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The same, recorded. */
public final class RecordedProgram {

  private RecordedProgram() {}

  /** Prints the events. */
  public static void main(String... arguments) throws Exception {
    Path file = Files.createTempFile("dosync", ".jfr");
    try (Recording recording = new Recording()) {
      for (String name : List.of("Transaction", "Retry", "AgentAction")) {
        recording.enable("dosync." + name).withThreshold(Duration.ZERO);
      }
      recording.start();
      Program.run();
      recording.dump(file);
    }
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      System.out.println(event);
    }
    Files.delete(file);
  }
}
