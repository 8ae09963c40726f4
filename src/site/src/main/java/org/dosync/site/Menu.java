package org.dosync.site;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What leads to all pages: the table of contents of docs/README.md. */
final class Menu {

  private static final Pattern HEADING = Pattern.compile("## (.*)");
  private static final Pattern ROW = Pattern.compile("\\| \\[([^]]*)]\\(([^)]*)\\) \\|.*");

  private final List<String> contents;

  Menu(List<String> contents) {
    this.contents = contents;
  }

  String xml() {
    StringBuilder xml = new StringBuilder();
    for (String line : contents) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        xml.append(xml.isEmpty() ? "" : "</menu>").append(menu(heading.group(1)));
      } else if (row.matches()) {
        xml.append(item(row.group(1), row.group(2)));
      }
    }
    return xml.append("</menu>").toString();
  }

  private static String menu(String name) {
    return "<menu name=\"" + name + "\">";
  }

  private static String item(String name, String link) {
    String page = link.startsWith("../") ? link.substring(3) : "docs/" + link;
    String html =
        page.endsWith(".md")
            ? page.replace("README.md", "index.md").replaceAll("md$", "html")
            : page + ".html";
    return "<item name=\"" + name + "\" href=\"" + html + "\"/>";
  }
}
