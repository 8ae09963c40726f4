package org.dosync.containers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The process of a server: what it writes, and what is in its JVM. */
final class ServerProcess {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*?)\" ");
  private static final Pattern OBJECTS = Pattern.compile("(?m)^ *\\d+: +\\d+ +\\d+ +(\\S+)");

  private final Jdk jdk;
  private final Process process;
  private final Path log;

  private ServerProcess(Jdk jdk, Process process, Path log) {
    this.jdk = jdk;
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts it.
   *
   * @param directory where it runs, and its log is
   * @param environment beside the JDK's home
   */
  static ServerProcess start(
      Jdk jdk, Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = directory.resolve("console.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    builder.environment().putAll(environment);
    return new ServerProcess(jdk, builder.start(), log);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written since the log was so long. */
  String logFrom(int length) {
    return log().substring(length);
  }

  /** By its standard input. */
  void tell(String command) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In what is written since the log was so long. */
  void awaitLog(int length, String pattern) {
    awaitThat(pattern, () -> has(length, pattern));
  }

  /** As {@link #awaitLog}; which of the two it was. */
  boolean awaitEither(int length, String pattern, String other) {
    awaitLog(length, pattern + "|" + other);
    return has(length, pattern);
  }

  private boolean has(int length, String pattern) {
    return Pattern.compile(pattern).matcher(logFrom(length)).find();
  }

  /** While it lives. */
  void awaitThat(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> condition.call() || hasEnded(what));
  }

  private boolean hasEnded(String awaited) {
    if (!process.isAlive()) {
      throw new IllegalStateException("Waiting for %s: it has ended\n%s".formatted(awaited, log()));
    }
    return false;
  }

  // ---- its JVM

  List<String> threads() {
    return all(THREAD, jcmd("Thread.print"));
  }

  /** The classes of which there are objects that somebody holds. */
  List<String> classesOfObjects() {
    return all(OBJECTS, jcmd("GC.class_histogram"));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  private String jcmd(String command) {
    try {
      Process tool =
          new ProcessBuilder(jdk.tool("jcmd"), String.valueOf(jvm().pid()), command)
              .redirectErrorStream(true)
              .start();
      String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server itself, if a script has started it. */
  private ProcessHandle jvm() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(one -> one.info().command().orElse("").endsWith("/java"))
        .reduce((script, server) -> server)
        .orElseThrow();
  }

  // ---- its end

  /** Whether it ends by itself. */
  boolean ends() throws InterruptedException {
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    kill();
    return ended;
  }

  /** Whether it has ended in order. */
  boolean stop() throws InterruptedException {
    jvm().destroy();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    kill();
    return ended;
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
