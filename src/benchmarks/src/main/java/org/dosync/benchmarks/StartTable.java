package org.dosync.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dosync.benchmarks.Start.With;

/** Measures what Dosync adds to the start of a container, in rounds of new processes. */
public final class StartTable {

  private static final int BEANS = 1000;
  private static final int ROUNDS = 15;
  private static final int ALLOWED = 100;

  /** Milliseconds of one start, and those of processors. */
  private record Sample(double millis, double onProcessor) {
    Sample minus(Sample other) {
      return new Sample(millis - other.millis, onProcessor - other.onProcessor);
    }
  }

  private final Path directory;
  private final int beans;
  private final Map<With, List<Sample>> samples = new EnumMap<>(With.class);

  private StartTable(Path directory, int beans) {
    this.directory = directory;
    this.beans = beans;
    for (With with : With.values()) {
      samples.put(with, new ArrayList<>());
    }
  }

  /** How many rounds, if not {@value #ROUNDS}. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("start");
    try {
      System.out.print(measured(directory, BEANS, rounds));
    } finally {
      deleteAll(directory);
    }
  }

  static StartTable measured(Path directory, int beans, int rounds)
      throws IOException, InterruptedException {
    StartBeans.compile(directory, beans);
    StartTable table = new StartTable(directory, beans);
    for (int round = 0; round < rounds; round++) {
      table.measureRound(round);
    }
    return table;
  }

  /** In another order each time. */
  private void measureRound(int round) throws IOException, InterruptedException {
    List<With> inTurn = Arrays.asList(With.values());
    Collections.rotate(inTurn, round);
    for (With with : inTurn) {
      samples.get(with).add(sample(with));
    }
  }

  private Sample sample(With with) throws IOException, InterruptedException {
    List<String> output =
        NewProcess.output(
            List.of(
                NewProcess.JAVA,
                "-Dorg.jboss.logging.provider=slf4j",
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                Start.class.getName(),
                String.valueOf(beans),
                with.name()));
    return new Sample(Double.parseDouble(output.get(0)), Double.parseDouble(output.get(1)));
  }

  @Override
  public String toString() {
    List<Sample> added = more(With.DOSYNC, With.NOTHING);
    double median = summary(added, Sample::millis).median();
    return "| start of a container | ms | from | to | of processors | from | to |\n"
        + "|---|--:|--:|--:|--:|--:|--:|\n"
        + line(beans + " beans " + With.NOTHING.text, samples.get(With.NOTHING))
        + line(With.LISTENING.text, samples.get(With.LISTENING))
        + line(With.DOSYNC.text, samples.get(With.DOSYNC))
        + line("what Dosync adds, round by round", added)
        + line("what it adds to one that only listens", more(With.DOSYNC, With.LISTENING))
        + "%.0f ms are added; target at most %d%s%n"
            .formatted(median, ALLOWED, median > ALLOWED ? " MISSED" : "");
  }

  private List<Sample> more(With with, With without) {
    List<Sample> longer = samples.get(with);
    List<Sample> shorter = samples.get(without);
    return IntStream.range(0, longer.size())
        .mapToObj(round -> longer.get(round).minus(shorter.get(round)))
        .toList();
  }

  private static String line(String text, List<Sample> samples) {
    return "| "
        + text
        + columns(samples, Sample::millis)
        + columns(samples, Sample::onProcessor)
        + " |\n";
  }

  private static String columns(List<Sample> samples, ToDoubleFunction<Sample> value) {
    Summary summary = summary(samples, value);
    return " | %.0f | %.0f | %.0f".formatted(summary.median(), summary.lowest(), summary.highest());
  }

  private static Summary summary(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return Summary.of(samples.stream().mapToDouble(value));
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
