package org.dosync.examples.ratelimiterandflags;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.DosyncRuntime;
import org.dosync.InvalidStateException;

/** Starts a container and loads three versions of a file of settings. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   * @throws IOException if the file cannot be written or read
   */
  public static void main(String[] args) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    Path file = Files.createTempFile("settings", ".properties");
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      Configuration configuration = container.select(Configuration.class).get();
      Flags flags = container.select(Flags.class).get();

      configuration.load(write(file, "limit=3", "flags=dark-mode"));
      System.out.println("Admitted of 100 requests: " + admitted(container));

      refuse(configuration, write(file, "limit=0", "flags="));
      System.out.println("Dark mode is on: " + flags.isOn("dark-mode"));

      configuration.load(write(file, "limit=5", "flags=dark-mode,search"));
      System.out.println("Admitted of 100 more: " + admitted(container));
    } finally {
      Files.delete(file);
    }
  }

  private static void refuse(Configuration configuration, Path file) throws IOException {
    try {
      configuration.load(file);
    } catch (InvalidStateException refused) {
      System.out.println(refused.getMessage());
    }
  }

  private static long admitted(SeContainer container) {
    RateLimiter limiter = container.select(RateLimiter.class).get();
    List<Boolean> answers =
        container
            .select(DosyncRuntime.class)
            .get()
            .map(Collections.nCopies(100, limiter), RateLimiter::admits)
            .deref();
    return answers.stream().filter(admitted -> admitted).count();
  }

  private static Path write(Path file, String... lines) throws IOException {
    return Files.write(file, List.of(lines));
  }
}
