package org.dosync.examples.party;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts a container and lets its beans plan a party. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      plan(container.select(Host.class).get(), container.select(Manager.class).get());
    }
  }

  private static void plan(Host host, Manager manager) {
    CompletionStage<String> prepared = manager.prepare();
    System.out.println("Manager: " + host.listen());
    System.out.println("Host: am I sure yet? " + host.isSure());
    System.out.println("Host: 20, 18 and 12 will. Said: " + host.count(20, 18, 12));
    System.out.println("Manager: " + prepared.toCompletableFuture().join());
    System.out.println("Host: 10 more! Said: " + host.count(20, 18, 12, 10));
  }
}
