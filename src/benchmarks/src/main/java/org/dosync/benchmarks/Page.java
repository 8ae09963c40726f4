package org.dosync.benchmarks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dosync.benchmarks.Medium.Item;

/** A page with all that some runs have found. */
final class Page {
  private static final List<String> HEAD =
      List.of(
          "workload",
          "threads",
          "system",
          "per second",
          "ratio",
          "from",
          "to",
          "CPU",
          "target",
          "bytes",
          "tries",
          "50 %",
          "99 %",
          "99.9 %");

  private final List<Saved> runs;
  private final Medium medium;
  private int charts;

  /** How many JDKs and collectors so far: pictures of the second have names of their own. */
  private int sections;

  Page(List<Saved> runs, Medium medium) {
    this.runs = runs;
    this.medium = medium;
  }

  @Override
  public String toString() {
    return medium.page(
        "Dosync beside others",
        machines()
            + failures()
            + Results.byJava(runs.stream().flatMap(run -> run.measured().stream()).toList())
                .stream()
                .map(this::section)
                .collect(Collectors.joining()));
  }

  private String machines() {
    return runs.stream()
        .map(run -> run.machine().entrySet().stream().map(Page::fact).toList())
        .distinct()
        .map(medium::list)
        .collect(Collectors.joining("", medium.heading(2, "The machine"), ""));
  }

  private static Item fact(Map.Entry<String, String> fact) {
    return new Item(fact.getKey() + ":", fact.getValue());
  }

  private String failures() {
    List<Item> all =
        runs.stream()
            .flatMap(run -> run.failures().stream())
            .map(failure -> new Item("", failure))
            .toList();
    return all.isEmpty() ? "" : medium.heading(2, "What failed") + medium.list(all);
  }

  private String section(Results results) {
    sections++;
    return medium.heading(2, results.java())
        + medium.heading(3, "Where another is ahead")
        + ahead(results)
        + medium.heading(3, "How many times as fast as others, by threads")
        + medium.paragraph("Above the line at 1 Dosync is faster.")
        + medium.pictures(names(results).stream().map(name -> bars(results, name)).toList())
        + byThreads(results)
        + growth(results)
        + medium.heading(3, "All numbers")
        + medium.paragraph(LEGEND)
        + table(results);
  }

  private static final String LEGEND =
      "Ratio: the rate of Dosync divided by that of the system, the median of all processes;"
          + " from, to: the lowest and the highest; CPU: the same by processor time. Bytes: allocated"
          + " by an operation. Tries: runs of a body for each commit. Percent: nanoseconds in which"
          + " so many of the operations were done.";

  private static List<String> names(Results results) {
    return results.rows().stream()
        .filter(row -> !results.peers(row).isEmpty())
        .map(Row::name)
        .distinct()
        .toList();
  }

  // ---- where others are ahead

  private String ahead(Results results) {
    Map<String, List<Comparison>> all =
        lines(results, results.rows())
            .filter(Comparison::isAhead)
            .collect(groupingBy(Page::what, LinkedHashMap::new, toList()));
    return all.isEmpty()
        ? medium.paragraph("Nowhere.")
        : medium.list(all.entrySet().stream().map(Page::why).toList());
  }

  private static String what(Comparison line) {
    return line.row().name() + ", " + line.system();
  }

  private static Stream<Comparison> lines(Results results, List<Row> rows) {
    return rows.stream().flatMap(row -> results.peers(row).stream());
  }

  private static Item why(Map.Entry<String, List<Comparison>> ahead) {
    Comparison first = ahead.getValue().get(0);
    return new Item(
        ahead.getKey() + ":",
        ahead.getValue().stream().map(Page::times).collect(Collectors.joining(", "))
            + " as fast as Dosync. "
            + Reasons.of(first.row(), first.system()).orElse("No reason is known."));
  }

  private static String times(Comparison line) {
    return "by %s %s times".formatted(byThreads(line.row()), number(1 / line.ratio().median()));
  }

  // ---- charts

  private Picture bars(Results results, String name) {
    List<Row> rows = rows(results, name);
    Map<String, List<Double>> series = new LinkedHashMap<>();
    systems(results, rows).forEach(system -> series.put(system, ratios(results, rows, system)));
    return new Picture(
        name("ratio", name),
        Charts.bars(id(), name, rows.stream().map(Page::byThreads).toList(), series));
  }

  private static List<Row> rows(Results results, String name) {
    return results.rows().stream().filter(row -> row.name().equals(name)).toList();
  }

  private static List<String> systems(Results results, List<Row> rows) {
    return lines(results, rows).map(Comparison::system).distinct().toList();
  }

  private static List<Double> ratios(Results results, List<Row> rows, String system) {
    return of(system, rows, results::peers, Comparison::ratio);
  }

  /** Null where a system was not measured, so that nothing is drawn there. */
  private static List<Double> of(
      String system,
      List<Row> rows,
      Function<Row, List<Comparison>> lines,
      Function<Comparison, Summary> value) {
    List<Double> values = new ArrayList<>();
    for (Row row : rows) {
      values.add(
          lines.apply(row).stream()
              .filter(line -> line.system().equals(system))
              .map(line -> value.apply(line).median())
              .filter(Double::isFinite)
              .findFirst()
              .orElse(null));
    }
    return values;
  }

  private static String byThreads(Row row) {
    return threads(row) + (row.trial().threads() == 1 ? " thread" : " threads");
  }

  private static String threads(Row row) {
    return String.valueOf(row.trial().threads());
  }

  private String byThreads(Results results) {
    List<Picture> all =
        names(results).stream()
            .filter(name -> rows(results, name).size() > 1)
            .map(name -> curves(results, name))
            .toList();
    return all.isEmpty()
        ? ""
        : medium.heading(3, "Operations in a second, by threads") + medium.pictures(all);
  }

  private Picture curves(Results results, String name) {
    List<Row> rows = rows(results, name);
    Map<String, List<Double>> series = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> results.systems(row).stream())
        .distinct()
        .forEach(system -> series.put(system, rates(results, rows, system)));
    return new Picture(
        name("rate", name),
        Charts.lines(id(), name, rows.stream().map(Page::threads).toList(), series));
  }

  private static List<Double> rates(Results results, List<Row> rows, String system) {
    return of(system, rows, results::comparisons, Comparison::rate);
  }

  private String growth(Results results) {
    List<Picture> all = results.grown().stream().map(this::growth).toList();
    return all.isEmpty()
        ? ""
        : medium.heading(3, "How cost grows") + medium.paragraph(GROWTH) + medium.pictures(all);
  }

  private static final String GROWTH =
      "Nanoseconds, of Dosync alone, with so many of them. A million refs are in no cache of the"
          + " processor any more, which each step through the caches shows too.";

  private Picture growth(Grown grown) {
    String name = grown.curve().name().replace("growth: ", "");
    return new Picture(
        name("growth", name), Charts.curve(id(), name, grown.nanos()), grown.remark());
  }

  private String name(String kind, String what) {
    return kind + " " + what + (sections > 1 ? " " + sections : "");
  }

  private String id() {
    charts++;
    return "chart" + charts;
  }

  // ---- the table

  private String table(Results results) {
    List<List<String>> lines =
        results.rows().stream()
            .flatMap(row -> results.comparisons(row).stream())
            .map(line -> line(results, line))
            .toList();
    return withoutEmptyColumns(lines);
  }

  private String withoutEmptyColumns(List<List<String>> lines) {
    List<Integer> columns =
        IntStream.range(0, HEAD.size())
            .filter(column -> lines.stream().anyMatch(line -> !line.get(column).isEmpty()))
            .boxed()
            .toList();
    return medium.table(of(HEAD, columns), lines.stream().map(line -> of(line, columns)).toList());
  }

  private static List<String> of(List<String> line, List<Integer> columns) {
    return columns.stream().map(line::get).toList();
  }

  private static List<String> line(Results results, Comparison line) {
    Row row = line.row();
    String system = line.system();
    boolean first = system.equals("Dosync");
    Summary ratio = line.ratio();
    return List.of(
        row.name(),
        threads(row),
        system,
        Report.perSecond(line.rate().median()),
        first ? "" : number(ratio.median()),
        first ? "" : number(ratio.lowest()),
        first ? "" : number(ratio.highest()),
        first ? "" : number(line.processorRatio().median()),
        line.target().map(target -> Report.target(target, ratio.median())).orElse(""),
        whole(results.bytes(row, system)),
        number(results.tries(row, system)),
        whole(results.nanos(row, system, 50)),
        whole(results.nanos(row, system, 99)),
        whole(results.nanos(row, system, 99.9)));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Report.number(value);
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,.0f", value);
  }
}
