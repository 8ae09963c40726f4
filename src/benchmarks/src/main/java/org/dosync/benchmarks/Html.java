package org.dosync.benchmarks;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One page that needs no other file. */
final class Html implements Medium {
  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>%1$s</title>
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
      <h1>%1$s</h1>
      %2$s
      </body>
      </html>
      """;

  @Override
  public String page(String title, String body) {
    return FRAME.formatted(text(title), body);
  }

  @Override
  public String heading(int level, String text) {
    return element("h" + level, text(text));
  }

  @Override
  public String paragraph(String text) {
    return element("p", text(text));
  }

  @Override
  public String list(List<Item> items) {
    return element("ul", all(items, item -> element("li", item(item))));
  }

  private static String item(Item item) {
    String subject = item.subject();
    return (subject.isEmpty() ? "" : element("strong", text(subject)).strip() + " ")
        + text(item.text());
  }

  @Override
  public String pictures(List<Picture> pictures) {
    return "<div class=\"charts\">\n" + all(pictures, Html::figure) + "</div>\n";
  }

  private static String figure(Picture picture) {
    String caption =
        picture.caption().isEmpty() ? "" : element("figcaption", text(picture.caption()));
    return element("figure", picture.svg() + caption);
  }

  @Override
  public String table(List<String> head, List<List<String>> lines) {
    String rows = all(lines, line -> cells("td", line));
    return "<div class=\"wide\">"
        + element("table", element("thead", cells("th", head)) + element("tbody", rows))
        + "</div>\n";
  }

  private static String cells(String name, List<String> cells) {
    return element("tr", all(cells, cell -> element(name, text(cell)).strip()));
  }

  private static <T> String all(List<T> parts, Function<T, String> element) {
    return parts.stream().map(element).collect(Collectors.joining());
  }

  private static String element(String name, String inner) {
    return "<" + name + ">" + inner + "</" + name + ">\n";
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
