package org.dosync.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One that a server may run on: the one of the build, or the other that the build has found. */
record Jdk(int version, Path home) {

  private static List<Jdk> found() {
    int version = Runtime.version().feature();
    Jdk ofBuild = new Jdk(version, Path.of(System.getProperty("java.home")));
    Path other = Path.of(System.getProperty("second-jdk.home"));
    return other.isAbsolute()
        ? List.of(ofBuild, new Jdk(Integer.getInteger("second-jdk"), other))
        : List.of(ofBuild);
  }

  /** The one that was asked for, or else another of those that a container runs on. */
  static Jdk of(List<Integer> versions) {
    int wanted = Integer.getInteger("containers.jdk");
    Optional<Jdk> chosen =
        found().stream()
            .filter(jdk -> versions.contains(jdk.version()))
            .reduce((one, other) -> one.version() == wanted ? one : other);
    assumeTrue(chosen.isPresent(), () -> "no JDK of " + versions + " is there");
    return chosen.get();
  }

  String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }
}
