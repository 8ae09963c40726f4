package org.dosync;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table of threads in docs/reference.md has the names of all, and no other. */
@Timeout(60)
class ThreadNamesTest {

  private static final Path ROOT = Path.of(System.getProperty("test.root", "../.."));

  private static final Pattern ROW = Pattern.compile("\\| `(dosync-[a-z0-9-]+)`.*");
  private static final Pattern LITERAL = Pattern.compile("\"((?:dosync)?-[a-z][a-z-]*)\"");
  private static final Pattern MAKES_THREADS =
      Pattern.compile(
          "(?m)^ +[^* ].*(new Thread\\(|startVirtualThread\\(|ofVirtual|Executors\\.new|new Timer\\()");
  private static final Pattern CLASS = Pattern.compile("(?m)^[a-z ]*class (\\w+)");

  /**
   * Only a container can be ended by what runs on its runtime: see src/cdi. Only the Java agent is
   * told of methods that are not there: see src/guard.
   */
  private static final Set<String> OF_OTHER_MODULES = Set.of("dosync-close", "dosync-guard");

  @Test
  void aRuntimeStartsThoseOfTheTable() throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadStart");
      recording.enable("jdk.VirtualThreadStart");
      recording.start();
      useEachThread();
      recording.stop();

      Set<String> all = started(recording);
      all.addAll(atExit());
      all.addAll(OF_OTHER_MODULES);
      assertThat(all).isEqualTo(table());
    }
  }

  private static void useEachThread() {
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime runtime = DosyncRuntime.builder().name("names").build()) {
      Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
      agent.send(n -> n + 1);
      agent.sendOff(n -> n + 1);
      Promise<Integer> done = new Promise<>();
      Scheduler.on(runtime).after(Duration.ofMillis(1), () -> done.deliver(1));
      Promise<Integer> failed = runtime.future(ThreadNamesTest::fail);

      done.deref();
      Agent.await(agent);
      assertThatThrownBy(failed::deref).hasMessageContaining("on purpose");
      assertThat(failures.all()).isEmpty();
    }
  }

  private static Integer fail() {
    throw new IllegalStateException("on purpose");
  }

  private static Set<String> started(Recording recording) throws IOException {
    Path file = Files.createTempFile("names", ".jfr");
    recording.dump(file);
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Files.delete(file);
    return events.stream()
        .map(ThreadNamesTest::name)
        .filter(name -> name.startsWith("names-") || name.startsWith("dosync-"))
        .map(name -> name.replace("names-", "dosync-").replaceAll("-\\d+$", "-1"))
        .collect(toCollection(TreeSet::new));
  }

  private static String name(RecordedEvent start) {
    RecordedThread thread =
        start.hasField("thread") ? start.getThread("thread") : start.getThread();
    String name = thread == null ? null : thread.getJavaName();
    return name == null ? "" : name;
  }

  /** The JVM has it, to be started at its end. */
  private static Set<String> atExit() {
    DosyncRuntime.shared();
    try {
      var watched = AtExit.class.getDeclaredField("WATCHED");
      watched.setAccessible(true);
      return ((Map<?, ?>) watched.get(null))
          .values().stream().map(hook -> ((Thread) hook).getName()).collect(toSet());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theCodeHasThoseOfTheTable() {
    Set<String> all =
        sources()
            .flatMap(source -> LITERAL.matcher(source).results())
            .map(found -> found.group(1))
            .map(name -> name.startsWith("-") ? "dosync" + name : name)
            .map(name -> name.endsWith("-") ? name + "1" : name)
            .collect(toCollection(TreeSet::new));
    assertThat(all).isEqualTo(table());
  }

  /** Elsewhere, a thread without a name of that kind would not be seen. */
  @Test
  void threadsAreMadeInThreeClassesOnly() {
    List<String> makers =
        sources()
            .filter(source -> MAKES_THREADS.matcher(source).find())
            .flatMap(source -> CLASS.matcher(source).results().limit(1))
            .map(found -> found.group(1))
            .toList();
    assertThat(makers).containsExactlyInAnyOrder("Pools", "ContainerRuntime", "Entrance");
  }

  private static Stream<String> sources() {
    return Stream.of("core", "cdi", "guard", "junit", "weave")
        .map(module -> ROOT.resolve("src").resolve(module).resolve("src/main/java"))
        .flatMap(ThreadNamesTest::sources);
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ThreadNamesTest::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> table() {
    return read(ROOT.resolve("docs/reference.md"))
        .lines()
        .flatMap(line -> ROW.matcher(line).results())
        .map(row -> row.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
