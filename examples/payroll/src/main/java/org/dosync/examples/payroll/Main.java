package org.dosync.examples.payroll;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Starts a container, and lets threads at its beans. Exit code 1 if something is not as it should
 * be.
 */
public final class Main {

  /** Held on to, so that its level stays. */
  private static final Logger CONTAINER = Logger.getLogger("org.jboss.weld");

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   * @throws Exception if something is not as it should be
   */
  public static void main(String[] args) throws Exception {
    CONTAINER.setLevel(Level.WARNING);
    Path directory = Files.createTempDirectory("payroll");
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      bobMoves(container.select(Payroll.class).get());
      container.select(Heartbeat.class).get().awaitThree();
      show("@Every: beats of the heart", "3 and more", true);
    } finally {
      deleteAll(directory);
    }
    System.out.println("All is as it should be.");
  }

  private static void bobMoves(Payroll payroll) throws InterruptedException {
    Thread[] observers = new Thread[4];
    int[] mixed = new int[observers.length];
    for (int i = 0; i < observers.length; i++) {
      int number = i;
      observers[i] = new Thread(() -> mixed[number] = lookOften(payroll));
      observers[i].start();
    }
    payroll.relocate("San Francisco", 15_000);
    for (Thread observer : observers) {
      observer.join();
    }
    show("@Dosync: Bob has moved", payroll.look(), payroll.look().equals("San Francisco, 45000"));
    int sum = IntStream.of(mixed).sum();
    show("  looks that saw half of it", sum, sum == 0);
  }

  private static int lookOften(Payroll payroll) {
    return (int)
        IntStream.range(0, 1_000)
            .mapToObj(i -> payroll.look())
            .filter(look -> !look.equals("Chicago, 30000"))
            .filter(look -> !look.equals("San Francisco, 45000"))
            .count();
  }

  private static void show(String what, Object value, boolean right) {
    System.out.printf(Locale.ROOT, "%-40s %s%n", what, value);
    if (!right) {
      throw new IllegalStateException(what + ": " + value + " is not what it should be");
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
