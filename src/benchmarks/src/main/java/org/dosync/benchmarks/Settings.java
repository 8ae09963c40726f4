package org.dosync.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the command line asks for. */
final class Settings {
  static final String USAGE =
      """
      Measures Dosync beside other systems and prints a table of ratios.

        --full               every workload, more threads, longer: about an hour
        --workload <regex>   only rows whose name contains it
        --systems <a,b>      which to measure; the first is divided by each of the others
                             Dosync,Clojure,Scala,Multiverse,Lock by default, and
                             Narayana by one thread; there are also
                             DosyncLong,DosyncReadOnly,ScalaJava,ScalaLong,
                             MultiverseLong,MultiverseReadOnly,StampedLock
                             agents: Dosync,Clojure,Pekko,Executor; also DosyncOff,ClojureOff
                             futures: Dosync,Clojure,Completable
                             maps: Dosync,Scala,Concurrent
                             a row is measured on those that it knows
        --threads <1,2>      every chosen row by so many threads each
        --forks <n>          processes for each workload on each system; 3, or 5 with --full
        --gc <G1|Parallel>   garbage collector; G1
        --java <path>        the JDK, or java command, that runs the measured processes
      """;

  /** All of it touched at the start: a first touch later costs more than many transactions. */
  private static final String[] MEMORY = {
    "-Xms192m", "-Xmx192m", "-Xmn128m", "-XX:+AlwaysPreTouch"
  };

  /** Newer JDKs warn of what JMH and Multiverse do; older ones do not know the option. */
  private static final String[] QUIET = {
    "-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow"
  };

  private boolean full;
  private Pattern workload = Pattern.compile("");
  private List<String> chosen = List.of();
  private List<Integer> threads = List.of();
  private int forks;
  private String collector = "G1";
  private boolean bytes;
  private String java = "";

  static Settings parse(String... arguments) {
    Settings settings = new Settings();
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      settings.take(rest.pop(), rest);
    }
    return settings;
  }

  /** Counts bytes too. */
  Settings withBytes() {
    bytes = true;
    return this;
  }

  private void take(String name, Deque<String> rest) {
    switch (name) {
      case "--full" -> full = true;
      case "--workload" -> workload = Pattern.compile(value(name, rest), Pattern.CASE_INSENSITIVE);
      case "--systems" -> chosen = knownSystems(value(name, rest));
      case "--threads" -> threads = numbers(value(name, rest));
      case "--forks" -> forks = Integer.parseInt(value(name, rest));
      case "--gc" -> collector = known(value(name, rest), List.of("G1", "Parallel"));
      case "--java" -> java = command(Path.of(value(name, rest)));
      default -> throw new IllegalArgumentException("Unknown option: " + name);
    }
  }

  private static String known(String collector, List<String> collectors) {
    if (!collectors.contains(collector)) {
      throw new IllegalArgumentException("Not a garbage collector of " + collectors);
    }
    return collector;
  }

  /** That of a JDK, or a command itself. */
  private static String command(Path java) {
    if (!Files.isDirectory(java)) {
      return java.toString();
    }
    Path bin = java.resolve("bin");
    if (!Files.isDirectory(bin)) {
      throw new IllegalArgumentException("Not a JDK, which has a directory bin: " + java);
    }
    return bin.resolve("java").toString();
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(",")).map(Integer::valueOf).toList();
  }

  private static List<String> knownSystems(String systems) {
    List<String> names = List.of(systems.split(","));
    names.forEach(Settings::refuseUnknown);
    return names;
  }

  private static void refuseUnknown(String system) {
    if (Stream.of(Kind.values()).noneMatch(kind -> kind.has(system))) {
      throw new IllegalArgumentException("No such system: " + system);
    }
  }

  private static String value(String name, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return rest.pop();
  }

  /** The systems to measure, the one that is compared with the others first. */
  List<String> systems(Trial trial) {
    return chosen.isEmpty() ? trial.systems() : chosen.stream().filter(trial::has).toList();
  }

  List<Row> rows() {
    return Row.ALL.stream()
        .filter(row -> full || row.brief())
        .filter(row -> workload.matcher(row.name()).find())
        .flatMap(this::byThreads)
        .filter(row -> !systems(row.trial()).isEmpty())
        .distinct()
        .toList();
  }

  List<Curve> curves() {
    return Curve.ALL.stream().filter(curve -> workload.matcher(curve.name()).find()).toList();
  }

  private Stream<Row> byThreads(Row row) {
    return threads.isEmpty() ? Stream.of(row) : threads.stream().map(row::by);
  }

  boolean full() {
    return full;
  }

  int forks() {
    return forks > 0 ? forks : full ? 5 : 3;
  }

  /** The options of one measured process, and more for its JVM. */
  ChainedOptionsBuilder process(String... more) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(full ? 12 : 5)
            .warmupTime(TimeValue.milliseconds(250))
            .measurementIterations(full ? 10 : 5)
            .measurementTime(TimeValue.milliseconds(full ? 300 : 100))
            .jvmArgs(MEMORY)
            .jvmArgsPrepend(QUIET)
            .jvmArgsAppend(with("-XX:+Use" + collector + "GC", more))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    if (bytes) {
      options.addProfiler(GCProfiler.class);
    }
    return java.isEmpty() ? options : options.jvm(java);
  }

  /** Runs one method of a class of benchmarks in a process of its own. */
  RunResult run(Class<?> benchmarks, String method, String... more) throws RunnerException {
    String name = benchmarks.getName().replace(".", "\\.") + "\\." + method;
    return new Runner(process(more).include("^" + name + "$").build()).runSingle();
  }

  private static String[] with(String option, String... more) {
    return Stream.concat(Stream.of(option), Stream.of(more)).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, forks: %d", collector, forks());
  }
}
