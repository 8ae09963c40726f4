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
import java.util.stream.Stream;

/** A page of HTML with all that some runs have found. It needs no other file. */
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

  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>Dosync beside others</title>
      <style>
      :root { --paper: #fff; --ink: #1d2430; --line: #9aa3b0; --soft: #eef1f5 }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #14181f; --ink: #e3e7ed; --line: #6b7480; --soft: #222933 }
      }
      body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--paper);
        color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
      h1, h2, h3 { line-height: 1.2 }
      h2 { margin-top: 2.5rem }
      .charts { display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%%), 1fr)) }
      figure { margin: 0 }
      figcaption { font-size: .85rem; padding: 0 .5rem }
      svg { width: 100%%; height: auto; max-width: 460px }
      svg [fill="rgb(1,2,3)"] { fill: var(--ink) }
      svg [stroke="rgb(1,2,3)"] { stroke: var(--ink) }
      svg [fill="rgb(4,5,6)"] { fill: var(--line) }
      svg [stroke="rgb(4,5,6)"] { stroke: var(--line) }
      .wide { overflow-x: auto }
      table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums }
      th, td { padding: .2rem .6rem; text-align: right; white-space: nowrap }
      th:first-child, td:first-child, th:nth-child(3), td:nth-child(3) { text-align: left }
      tbody tr:nth-child(odd) { background: var(--soft) }
      </style>
      </head>
      <body>
      %s
      </body>
      </html>
      """;

  private final List<Saved> runs;
  private int charts;

  Page(List<Saved> runs) {
    this.runs = runs;
  }

  @Override
  public String toString() {
    return FRAME.formatted(
        Html.element("h1", "Dosync beside others")
            + machines()
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
        .map(Html::list)
        .collect(Collectors.joining("", Html.element("h2", "The machine"), ""));
  }

  private static String fact(Map.Entry<String, String> fact) {
    return Html.text(fact.getKey() + ": " + fact.getValue());
  }

  private String failures() {
    List<String> all =
        runs.stream().flatMap(run -> run.failures().stream()).map(Html::text).toList();
    return all.isEmpty() ? "" : Html.element("h2", "What failed") + Html.list(all);
  }

  private String section(Results results) {
    return Html.element("h2", Html.text(results.java()))
        + Html.element("h3", "Where another is ahead")
        + ahead(results)
        + Html.element("h3", "How many times as fast as others, by threads")
        + Html.element("p", "Above the line at 1 Dosync is faster.")
        + Html.charts(names(results).stream().map(name -> bars(results, name)).toList())
        + byThreads(results)
        + growth(results)
        + Html.element("h3", "All numbers")
        + Html.element("p", LEGEND)
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

  private static String ahead(Results results) {
    Map<String, List<Comparison>> all =
        lines(results, results.rows())
            .filter(Comparison::isAhead)
            .collect(groupingBy(Page::what, LinkedHashMap::new, toList()));
    return all.isEmpty()
        ? Html.element("p", "Nowhere.")
        : Html.list(all.entrySet().stream().map(Page::why).toList());
  }

  private static String what(Comparison line) {
    return line.row().name() + ", " + line.system();
  }

  private static Stream<Comparison> lines(Results results, List<Row> rows) {
    return rows.stream().flatMap(row -> results.peers(row).stream());
  }

  private static String why(Map.Entry<String, List<Comparison>> ahead) {
    Comparison first = ahead.getValue().get(0);
    return Html.element("strong", Html.text(ahead.getKey()) + ":")
        + Html.text(
            ahead.getValue().stream().map(Page::times).collect(Collectors.joining(", "))
                + " as fast as Dosync. "
                + Reasons.of(first.row(), first.system()).orElse("No reason is known."));
  }

  private static String times(Comparison line) {
    return "by %s %s times".formatted(byThreads(line.row()), number(1 / line.ratio().median()));
  }

  // ---- charts

  private String bars(Results results, String name) {
    List<Row> rows = rows(results, name);
    Map<String, List<Double>> series = new LinkedHashMap<>();
    systems(results, rows).forEach(system -> series.put(system, ratios(results, rows, system)));
    return Charts.bars(id(), name, rows.stream().map(Page::byThreads).toList(), series);
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
    List<String> all =
        names(results).stream()
            .filter(name -> rows(results, name).size() > 1)
            .map(name -> curves(results, name))
            .toList();
    return all.isEmpty()
        ? ""
        : Html.element("h3", "Operations in a second, by threads") + Html.charts(all);
  }

  private String curves(Results results, String name) {
    List<Row> rows = rows(results, name);
    Map<String, List<Double>> series = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> results.systems(row).stream())
        .distinct()
        .forEach(system -> series.put(system, rates(results, rows, system)));
    return Charts.lines(id(), name, rows.stream().map(Page::threads).toList(), series);
  }

  private static List<Double> rates(Results results, List<Row> rows, String system) {
    return of(system, rows, results::comparisons, Comparison::rate);
  }

  private String growth(Results results) {
    List<String> all = results.grown().stream().map(this::growth).toList();
    return all.isEmpty()
        ? ""
        : Html.element("h3", "How cost grows") + Html.element("p", GROWTH) + Html.charts(all);
  }

  private static final String GROWTH =
      "Nanoseconds, of Dosync alone, with so many of them. A million refs are in no cache of the"
          + " processor any more, which each step through the caches shows too.";

  private String growth(Grown grown) {
    return Charts.curve(id(), grown.curve().name().replace("growth: ", ""), grown.nanos())
        + Html.element("figcaption", Html.text(grown.remark()));
  }

  private String id() {
    charts++;
    return "chart" + charts;
  }

  // ---- the table

  private static String table(Results results) {
    List<List<String>> lines =
        results.rows().stream()
            .flatMap(row -> results.comparisons(row).stream())
            .map(line -> line(results, line))
            .toList();
    return Html.table(HEAD, lines);
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
