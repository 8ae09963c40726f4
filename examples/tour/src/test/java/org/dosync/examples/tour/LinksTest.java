package org.dosync.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dosync.examples.Docs;
import org.junit.jupiter.api.Test;

/**
 * Whoever follows a link in the pages comes to a file, and to a heading of it; and every page is
 * linked.
 */
class LinksTest {
  private static final Path ROOT = Path.of(System.getProperty("test.root", "../..")).normalize();
  private static final int PATIENCE = 300; // lines of a page

  /** One line for each change. */
  private static final Set<String> AS_LONG_AS_IT_IS = Set.of("CHANGELOG.md");

  private static final Pattern LINK =
      Pattern.compile("\\[[^]]*]\\((?!\\w+:)([^)\\s]+)\\)|^\\[[^]]+]: *(?!\\w+:)(\\S+)");

  private final Docs docs = new Docs(ROOT);
  private final Map<Path, Set<String>> anchors = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  @Test
  void linksLeadToFilesAndHeadings() {
    docs.pages().forEach(this::followLinks);
    assertThat(problems).isEmpty();
  }

  @Test
  void everyPageIsInTheTableOfContents() throws IOException {
    assertThat(notLinked("docs", "README.md")).isEmpty();
  }

  @Test
  void everyDecisionIsInTheirList() throws IOException {
    assertThat(notLinked("docs/decisions", "README.md")).isEmpty();
  }

  @Test
  void noPageIsLongerThanAReadersPatience() {
    assertThat(docs.pages().stream().filter(page -> Docs.lines(page).size() > PATIENCE))
        .filteredOn(page -> !AS_LONG_AS_IT_IS.contains(page.getFileName().toString()))
        .isEmpty();
  }

  /** The pages of a folder that its list does not link to. */
  private static List<String> notLinked(String folder, String list) throws IOException {
    String links = Files.readString(ROOT.resolve(folder).resolve(list));
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(page -> page.endsWith(".md") && !page.equals(list))
          .filter(page -> !links.contains("](" + page + ")"))
          .toList();
    }
  }

  private void followLinks(Path page) {
    List<String> lines = docs.prose(page);
    for (int line = 0; line < lines.size(); line++) {
      for (String link : links(lines.get(line))) {
        String problem = problem(page, link);
        if (problem != null) {
          problems.add(docs.at(page, line + 1) + ": " + problem + ": " + link);
        }
      }
    }
  }

  private String problem(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (Files.notExists(target)) {
      return "no such file";
    }
    boolean leadsInto = parts.length == 2;
    return leadsInto && !anchors(target).contains(parts[1]) ? "no such heading" : null;
  }

  private Set<String> anchors(Path page) {
    return anchors.computeIfAbsent(page, docs::anchors);
  }

  private static List<String> links(String line) {
    return LINK.matcher(line)
        .results()
        .flatMap(match -> Stream.of(match.group(1), match.group(2)))
        .filter(Objects::nonNull)
        .toList();
  }
}
