package org.dosync.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Elements of a page. */
final class Html {
  private Html() {}

  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String element(String name, String inner) {
    return "<" + name + ">" + inner + "</" + name + ">\n";
  }

  static String list(List<String> items) {
    return element(
        "ul", items.stream().map(item -> element("li", item)).collect(Collectors.joining()));
  }

  static String charts(List<String> charts) {
    return charts.stream()
        .map(chart -> element("figure", chart))
        .collect(Collectors.joining("", "<div class=\"charts\">\n", "</div>\n"));
  }

  /** Without the columns that have nothing. */
  static String table(List<String> head, List<List<String>> lines) {
    List<Integer> columns =
        IntStream.range(0, head.size())
            .filter(column -> lines.stream().anyMatch(line -> !line.get(column).isEmpty()))
            .boxed()
            .toList();
    return full(of(head, columns), lines.stream().map(line -> of(line, columns)).toList());
  }

  private static List<String> of(List<String> line, List<Integer> columns) {
    return columns.stream().map(line::get).toList();
  }

  private static String full(List<String> head, List<List<String>> lines) {
    return "<div class=\"wide\">"
        + element("table", element("thead", cells("th", head)) + element("tbody", rows(lines)))
        + "</div>\n";
  }

  private static String rows(List<List<String>> lines) {
    return lines.stream().map(line -> cells("td", line)).collect(Collectors.joining());
  }

  private static String cells(String name, List<String> cells) {
    return element(
        "tr",
        cells.stream()
            .map(cell -> element(name, text(cell)).strip())
            .collect(Collectors.joining()));
  }
}
