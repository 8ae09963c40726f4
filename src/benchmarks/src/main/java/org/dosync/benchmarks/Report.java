package org.dosync.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** The table, in Markdown that reads well as it is. */
final class Report {
  private static final List<String> HEAD =
      List.of(
          "workload", "threads", "system", "per second", "ratio", "from", "to", "CPU", "target");

  private final Settings settings;
  private final Runs runs;
  private final List<List<String>> lines = new ArrayList<>();
  private int missed;

  Report(Settings settings, Runs runs) {
    this.settings = settings;
    this.runs = runs;
    settings.rows().forEach(this::add);
  }

  private void add(Row row) {
    systems(row).forEach(system -> lines.add(line(row, system)));
  }

  private List<String> systems(Row row) {
    return settings.systems(row.trial());
  }

  private List<String> line(Row row, String system) {
    List<Fork> first = runs.forks(row.trial(), systems(row).get(0));
    Comparison line = new Comparison(row, system, first, runs.forks(row.trial(), system));
    return Stream.concat(
            Stream.of(
                row.name(), "" + row.trial().threads(), system, perSecond(line.rate().median())),
            comparison(line).stream())
        .toList();
  }

  private List<String> comparison(Comparison line) {
    if (line.system().equals(systems(line.row()).get(0))) {
      return List.of("", "", "", "", "");
    }
    Summary ratio = line.ratio();
    return List.of(
        number(ratio.median()),
        number(ratio.lowest()),
        number(ratio.highest()),
        line.row().trial().threads() == 1 ? number(line.processorRatio().median()) : "",
        judgement(line));
  }

  private String judgement(Comparison line) {
    double ratio = line.ratio().median();
    if (line.target().isEmpty()
        || Double.isNaN(ratio)
        || !systems(line.row()).get(0).equals("Dosync")) {
      return "";
    }
    double target = line.target().get();
    missed += ratio < target ? 1 : 0;
    return target(target, ratio);
  }

  static String target(double target, double ratio) {
    return number(target) + (ratio < target ? " MISSED" : "");
  }

  static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  static String perSecond(double rate) {
    if (Double.isNaN(rate)) {
      return "failed";
    }
    return rate >= 1e6
        ? String.format(Locale.ROOT, "%.2f M", rate / 1e6)
        : String.format(Locale.ROOT, "%.2f k", rate / 1e3);
  }

  @Override
  public String toString() {
    List<List<String>> all = new ArrayList<>(lines);
    all.add(0, HEAD);
    List<Integer> widths =
        IntStream.range(0, HEAD.size())
            .mapToObj(column -> widest(all, column))
            .collect(Collectors.toList());
    StringBuilder text = new StringBuilder();
    text.append(line(HEAD, widths)).append(rule(widths));
    lines.forEach(line -> text.append(line(line, widths)));
    return text.append(explanation()).toString();
  }

  private static int widest(List<List<String>> all, int column) {
    return all.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> pad(cells.get(i), widths.get(i), i > 2))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String pad(String cell, int width, boolean right) {
    return String.format(Locale.ROOT, "%" + (right ? "" : "-") + width + "s", cell);
  }

  private static String rule(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .mapToObj(i -> "-".repeat(widths.get(i) + (i > 2 ? 1 : 2)) + (i > 2 ? ":" : ""))
        .collect(Collectors.joining("|", "|", "|\n"));
  }

  private String explanation() {
    return """

    %s
    ratio: the rate of the first system divided by that of this one, the median of all forks.
    from, to: the lowest and the highest fork. CPU: the same ratio by processor time, which
    other load on the machine disturbs less. Targets missed: %d.
    """
        .formatted(circumstances(), missed);
  }

  private String circumstances() {
    String java = runs.raw().stream().findFirst().map(Report::java).orElse("nothing measured");
    return String.join(
        "\n", java + ", " + settings, Machine.versions(), "load before the run: " + runs.load());
  }

  private static String java(RunResult result) {
    BenchmarkParams measured = result.getParams();
    int processors = Runtime.getRuntime().availableProcessors();
    return "%s, processors: %d"
        .formatted(measured.getVmName() + " " + measured.getVmVersion(), processors);
  }
}
