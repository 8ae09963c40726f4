package org.dosync.examples.sharedlog;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.Failures;

/** Starts a container and has a thousand asynchronous calls write one file. */
public final class Main {

  private static final int CALLS = 1_000;

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    Failures.setHandler(failure -> {}); // not in the log: the alarm hears of them
    Path file = Files.createTempFile("shared-logfile", ".log");
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      SharedLog log = container.select(SharedLog.class).get();
      log.open(file);
      writeAll(container.select(Worker.class).get());
      tell(log.close(), file);
      log.write("too late"); // returns: what it throws, it throws where it runs
      log.close(); // has waited for its turn, after that
      System.out.println("Late: " + container.select(Alarm.class).get().heard());
    } finally {
      Files.delete(file);
    }
  }

  private static void writeAll(Worker worker) throws IOException {
    CompletableFuture<?>[] calls = new CompletableFuture<?>[CALLS];
    for (int i = 0; i < CALLS; i++) {
      calls[i] = worker.work(i).toCompletableFuture();
    }
    CompletableFuture.allOf(calls).join();
  }

  private static void tell(int written, Path file) throws IOException {
    System.out.println("Written: " + written + " lines");
    long whole =
        Files.readAllLines(file).stream()
            .filter(line -> line.matches("Message number \\d{1,3}"))
            .distinct()
            .count();
    System.out.println("In the file: " + whole + " whole and different ones");
  }
}
