package org.dosync.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Measures what Dosync adds to the start of a container, in pairs of new processes. */
public final class StartTable {

  private static final int BEANS = 1000;
  private static final int PAIRS = 15;
  private static final int ALLOWED = 100;

  /** Milliseconds of one start, and those of them on a processor. */
  private record Sample(double millis, double onProcessor) {
    Sample minus(Sample other) {
      return new Sample(millis - other.millis, onProcessor - other.onProcessor);
    }
  }

  private final Path directory;
  private final int beans;
  private final List<Sample> without = new ArrayList<>();
  private final List<Sample> with = new ArrayList<>();
  private final List<Sample> more = new ArrayList<>();

  private StartTable(Path directory, int beans) {
    this.directory = directory;
    this.beans = beans;
  }

  /** How many pairs, if not {@value #PAIRS}. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    int pairs = arguments.length == 0 ? PAIRS : Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("start");
    try {
      System.out.print(measured(directory, BEANS, pairs));
    } finally {
      deleteAll(directory);
    }
  }

  static StartTable measured(Path directory, int beans, int pairs)
      throws IOException, InterruptedException {
    StartBeans.compile(directory, beans);
    StartTable table = new StartTable(directory, beans);
    for (int pair = 0; pair < pairs; pair++) {
      table.measurePair(pair % 2 == 0);
    }
    return table;
  }

  private void measurePair(boolean withoutFirst) throws IOException, InterruptedException {
    Sample first = sample(!withoutFirst);
    Sample second = sample(withoutFirst);
    without.add(withoutFirst ? first : second);
    with.add(withoutFirst ? second : first);
    more.add(withoutFirst ? second.minus(first) : first.minus(second));
  }

  private Sample sample(boolean withDosync) throws IOException, InterruptedException {
    List<String> output =
        NewProcess.output(
            List.of(
                NewProcess.JAVA,
                "-Dorg.jboss.logging.provider=slf4j",
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                Start.class.getName(),
                String.valueOf(beans),
                withDosync ? "with" : "without"));
    return new Sample(Double.parseDouble(output.get(0)), Double.parseDouble(output.get(1)));
  }

  @Override
  public String toString() {
    double added = summary(more, Sample::millis).median();
    return "| start of a container | ms | from | to | on a processor | from | to |\n"
        + "|---|--:|--:|--:|--:|--:|--:|\n"
        + line(beans + " beans without Dosync", without)
        + line("with Dosync", with)
        + line("what it adds, pair by pair", more)
        + "%.0f ms are added; target at most %d%s%n"
            .formatted(added, ALLOWED, added > ALLOWED ? " MISSED" : "");
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
