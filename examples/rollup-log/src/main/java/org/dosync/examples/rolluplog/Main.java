package org.dosync.examples.rolluplog;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts a container, whose beans serve requests and log them. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    int periods;
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      container.select(Console.class).get().awaitTwoRollups();
      periods = container.select(PeriodicLog.class).get().periods();
    }
    System.out.println("Periods, and jobs for them: " + periods);
  }
}
