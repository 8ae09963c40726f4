package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dosync.Transaction;
import org.dosync.probe.Attaching;

/** A JVM of its own, of the same version as this one. */
final class Forked {

  static final Path AGENT = Path.of(System.getProperty("test.guard.jar"));

  private final List<String> command = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();
  private Path directory = Path.of("").toAbsolutePath();

  private Forked(String... options) {
    this(Path.of(System.getProperty("java.home")), options);
  }

  private Forked(Path home, String... options) {
    command.add(home.resolve("bin/java").toString());
    // It lives for a second: no time for the better compiler.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
  }

  static Forked plain(String... options) {
    return new Forked(options);
  }

  /** On another Java. */
  static Forked of(Path home, String... options) {
    return new Forked(home, options);
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
    return library(place(type));
  }

  Forked library(Path jar) {
    libraries.add(jar);
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

  /** As {@link #run}, with the guard attached while the JVM runs. */
  List<String> runAttached(String settings, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(AGENT.toString(), settings, main.getName()));
    all.addAll(List.of(arguments));
    return option("-Djdk.attach.allowAttachSelf=true")
        .option("--add-modules=jdk.attach")
        .run(Attaching.class, all.toArray(String[]::new));
  }

  /** As {@link #run}, from an executable jar that is made, with the guard in its manifest. */
  List<String> runJar(Path jar, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
    attributes.put(Attributes.Name.CLASS_PATH, withTheGuard());
    attributes.putValue("Launcher-Agent-Class", GuardAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return run();
  }

  private static String withTheGuard() {
    return Stream.concat(application().stream(), Stream.of(AGENT))
        .map(place -> place.toUri().toString())
        .collect(Collectors.joining(" "));
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
