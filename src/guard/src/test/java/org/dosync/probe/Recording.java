package org.dosync.probe;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.dosync.VoidBody;

/** Side effects in transactions, while Flight Recorder records. Prints its events. */
public final class Recording {

  private Recording() {}

  public static void main(String... arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.start();
      attempt("writes", () -> new FileOutputStream(file.toFile()).close());
      attempt("prints", () -> System.out.println("warned of"));
      recording.dump(file);
    }
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("dosync.SideEffect")) {
        print(event);
      }
    }
  }

  private static void attempt(String name, VoidBody<IOException> effect) throws IOException {
    try {
      Transaction.options().name(name).dosync(effect);
    } catch (SideEffectInTransactionException expected) {
      System.out.println("refused");
    }
  }

  private static void print(RecordedEvent event) {
    System.out.println(
        String.join(
            " ",
            event.getString("transaction"),
            event.getString("effect"),
            event.getString("decision"),
            event.getString("operation"),
            event.getString("callSite").replaceAll("\\(.*", "")));
  }
}
