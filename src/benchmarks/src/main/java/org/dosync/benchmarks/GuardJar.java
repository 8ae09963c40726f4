package org.dosync.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dosync.guard.GuardAgent;

/** The guard as it was built together with this. */
final class GuardJar {

  private GuardJar() {}

  /** An option of {@code java}. */
  static String agent(String settings) {
    return "-javaagent:" + path() + "=" + settings;
  }

  private static Path path() {
    if (!isThere()) {
      throw new IllegalStateException("The guard is no jar yet: mvn package makes it");
    }
    return place();
  }

  /** Before the phase {@code package} it is a directory of classes. */
  static boolean isThere() {
    return Files.isRegularFile(place());
  }

  private static Path place() {
    try {
      return Path.of(GuardAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
