package org.dosync.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The library with one class broken on purpose, to see whether a check finds that. A copy of the
 * source is changed and compiled, and the check's main method runs in a JVM of its own that finds
 * the broken class first.
 *
 * <pre>{@code
 * Mutant.of("Attempt").replace("readCount() == 0 || readsAreValidAt(stamp)", "true")
 *     .run(directory, 30, HistoryCheck.class, "20");
 * }</pre>
 */
public final class Mutant {

  /** How a check has ended. */
  public record Outcome(int exit, String output) {}

  /** More than there are processors: a check that finds that something hangs has waited for it. */
  private static final ExecutorService RUNS =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors() + 2, Mutant::daemon);

  private static final Path SOURCES = Path.of("src/main/java/org/dosync");

  private final String className;
  private String source;

  private Mutant(String className) throws IOException {
    this.className = className;
    this.source = Files.readString(SOURCES.resolve(className + ".java"));
  }

  /**
   * @param className of a class of the package org.dosync
   */
  public static Mutant of(String className) throws IOException {
    return new Mutant(className);
  }

  /** The snippet must be there exactly once; white space may differ. */
  public Mutant replace(String snippet, String by) {
    Matcher matcher = pattern(snippet).matcher(source);
    boolean found = matcher.find();
    int start = found ? matcher.start() : 0;
    int end = found ? matcher.end() : 0;
    if (!found || matcher.find()) {
      throw new AssertionError(
          className
              + ".java has "
              + (found ? "more than one" : "no")
              + " place like this, so the mutant can't be made. Choose a snippet that is there once,"
              + " and breaks the same thing:\n"
              + snippet);
    }
    source = source.substring(0, start) + by + source.substring(end);
    return this;
  }

  private static Pattern pattern(String snippet) {
    return Pattern.compile(
        Arrays.stream(snippet.strip().split("\\s+")).map(Pattern::quote).collect(joining("\\s+")));
  }

  /**
   * Runs a check against the broken class, beside some others.
   *
   * @param directory for a directory with the broken class
   * @param seconds until the JVM is ended by force
   */
  Future<Outcome> start(Path directory, int seconds, Class<?> main, String... arguments) {
    return RUNS.submit(
        () -> run(Files.createTempDirectory(directory, className), seconds, main, arguments));
  }

  /**
   * Runs a check against the broken class.
   *
   * @param directory for the broken class; empty
   * @param seconds until the JVM is ended by force
   */
  public Outcome run(Path directory, int seconds, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    compile(directory);
    Path output = directory.resolve("output.txt");
    Process process = start(directory, output, main, arguments);
    if (!process.waitFor(seconds, SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Outcome(-1, "did not end in " + seconds + " s\n" + Files.readString(output));
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  private void compile(Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve(className + ".java"), source);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "-proc:none",
                "-implicit:none",
                "-nowarn",
                "-cp",
                classPath(),
                "-d",
                directory.toString(),
                file.toString());
    if (result != 0) {
      throw new AssertionError("The mutant does not compile:\n" + messages.toString(UTF_8));
    }
  }

  private static Process start(Path directory, Path output, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for a second or two: no time for the better compiler.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("-Dtest.patience=8"); // what it waits for may never come
    command.addAll(List.of("-cp", directory + File.pathSeparator + classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "mutants");
    thread.setDaemon(true);
    return thread;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
