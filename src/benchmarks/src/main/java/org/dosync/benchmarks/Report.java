package org.dosync.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.multiverse.stms.gamma.GammaStm;
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
    return settings.systems(row.trial().kind());
  }

  private List<String> line(Row row, String system) {
    Summary rate = Summary.of(runs.forks(row.trial(), system).stream().mapToDouble(rate(row)));
    List<String> line =
        new ArrayList<>(
            List.of(row.name(), "" + row.trial().threads(), system, perSecond(rate.median())));
    if (system.equals(systems(row).get(0))) {
      line.addAll(List.of("", "", "", "", ""));
    } else {
      line.addAll(comparison(row, system));
    }
    return line;
  }

  private List<String> comparison(Row row, String system) {
    Summary ratio = ratio(row, system, rate(row));
    return List.of(
        number(ratio.median()),
        number(ratio.lowest()),
        number(ratio.highest()),
        processorRatio(row, system),
        judgement(row, system, ratio.median()));
  }

  private static ToDoubleFunction<Fork> rate(Row row) {
    return fork -> fork.rate(row.part());
  }

  /** Each fork is compared with the fork of the same round. */
  private Summary ratio(Row row, String system, ToDoubleFunction<Fork> rate) {
    List<Fork> ours = runs.forks(row.trial(), systems(row).get(0));
    List<Fork> theirs = runs.forks(row.trial(), system);
    return Summary.of(
        IntStream.range(0, ours.size())
            .mapToDouble(i -> rate.applyAsDouble(ours.get(i)) / rate.applyAsDouble(theirs.get(i))));
  }

  /** Only for one thread: with more, a system that sleeps would look cheap. */
  private String processorRatio(Row row, String system) {
    String cpuClock = row.trial().kind().cpuClock();
    return row.trial().threads() == 1
        ? number(ratio(row, system, fork -> fork.processorRate(cpuClock)).median())
        : "";
  }

  private String judgement(Row row, String system, double ratio) {
    Double target = row.targets().get(system);
    if (target == null || Double.isNaN(ratio) || !systems(row).get(0).equals("Dosync")) {
      return "";
    }
    boolean reached = ratio >= target;
    missed += reached ? 0 : 1;
    return number(target) + (reached ? "" : " MISSED");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String perSecond(double rate) {
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
    return String.join("\n", java + ", " + settings, versions(), load());
  }

  private static String java(RunResult result) {
    BenchmarkParams measured = result.getParams();
    int processors = Runtime.getRuntime().availableProcessors();
    return "%s, processors: %d"
        .formatted(measured.getVmName() + " " + measured.getVmVersion(), processors);
  }

  private String load() {
    return String.format(
        Locale.ROOT, "load average before the run: %.1f; see that it is near 0", runs.load());
  }

  private static String versions() {
    return Stream.of(
            clojure.lang.Ref.class,
            scala.concurrent.stm.Ref.class,
            GammaStm.class,
            ActorSystem.class)
        .map(Report::jar)
        .collect(Collectors.joining(", "));
  }

  private static String jar(Class<?> type) {
    String place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return place.substring(place.lastIndexOf('/') + 1).replace(".jar", "");
  }
}
