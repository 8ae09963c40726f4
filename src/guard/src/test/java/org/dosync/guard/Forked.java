package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dosync.Transaction;

/** A JVM of its own, of the same version as this one. */
final class Forked {

  static final Path AGENT = Path.of(System.getProperty("dosync.guard.jar"));

  private final List<String> command = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();
  private Path directory = Path.of("").toAbsolutePath();

  private Forked(String... options) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
  }

  static Forked plain(String... options) {
    return new Forked(options);
  }

  /** With the guard. */
  static Forked guarded(String arguments) {
    return new Forked("-javaagent:" + AGENT + "=" + arguments);
  }

  /** Dosync and the class of the tests. */
  static List<Path> application() {
    return List.of(place(Transaction.class), place(Forked.class));
  }

  /** A library that the application uses too. */
  Forked library(Class<?> type) {
    libraries.add(place(type));
    return this;
  }

  Forked in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  /** All libraries of the tests but for one that would log all they do. */
  Forked everything() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Stream.of(all.split(System.getProperty("path.separator")))
        .map(Path::of)
        .filter(entry -> !application().contains(entry) && !entry.toString().contains("logback"))
        .forEach(libraries::add);
    return this;
  }

  private String classPath() {
    return Stream.concat(application().stream(), libraries.stream())
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  Forked option(String option) {
    command.add(option);
    return this;
  }

  /** What it prints, to the standard output and the other one; fails unless it ends well. */
  List<String> run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return run();
  }

  List<String> run() throws IOException, InterruptedException {
    return run(0);
  }

  /** The same, if it has to end with some status. */
  List<String> run(int status) throws IOException, InterruptedException {
    Path output = Files.createTempFile("forked", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      process.destroyForcibly();
      List<String> lines = Files.readAllLines(output);
      assertThat(ended).as("ended: %s", String.join("\n", lines)).isTrue();
      assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(status);
      return lines;
    } finally {
      Files.delete(output);
    }
  }
}
