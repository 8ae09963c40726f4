package org.dosync.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/**
 * The site is whole: all pages are there, no link of theirs is dead, and nothing comes from
 * elsewhere.
 */
class SiteTest {
  private static final Path SITE = Path.of(System.getProperty("test.site"));
  private static final Path ROOT = Path.of(System.getProperty("test.root")).normalize();

  private final Map<Path, Document> pages = new HashMap<>();
  private final Map<Path, Set<String>> anchors = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  @Test
  void noLinkIsDead() {
    for (Path page : html()) {
      page(page).select("a[href], link[href]").forEach(link -> follow(page, link.attr("href")));
      page(page).select("img[src], script[src]").forEach(link -> follow(page, link.attr("src")));
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void everyPageIsThere() throws IOException {
    for (String folder : List.of("docs", "docs/decisions")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
            .map(name -> SITE.resolve(folder).resolve(name.replaceAll("md$", "html")))
            .filter(Files::notExists)
            .forEach(page -> problems.add("missing: " + page));
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    for (Path page : html()) {
      for (Element loaded : page(page).select("script[src], link[rel=stylesheet], img[src]")) {
        String from = loaded.hasAttr("src") ? loaded.attr("src") : loaded.attr("href");
        if (from.matches("(?i)(\\w+:)?//.*")) {
          problems.add(SITE.relativize(page) + " loads " + from);
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void pagesThatShowDiagramsCanDrawThem() {
    List<Path> withDiagrams =
        html().stream()
            .filter(page -> !page(page).select("code.language-mermaid").isEmpty())
            .toList();
    assertThat(withDiagrams)
        .hasSizeGreaterThan(5)
        .allSatisfy(page -> assertThat(page(page).select("script[src$=diagrams.js]")).hasSize(1));
  }

  @Test
  void propertiesInCodeAreNotReplaced() {
    assertThat(page(SITE.resolve("docs/static-scan.html")).text())
        .contains("<argument>${project.build.outputDirectory}</argument>");
  }

  private List<Path> html() {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Document page(Path file) {
    return pages.computeIfAbsent(file, SiteTest::parse);
  }

  private static Document parse(Path file) {
    try {
      return Jsoup.parse(file.toFile(), "UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Path page, String link) {
    if (link.isEmpty() || link.matches("(?i)(\\w+:|//).*")) {
      return;
    }
    String[] parts = link.split("#", 2);
    String path = URLDecoder.decode(parts[0].replaceAll("\\?.*", ""), StandardCharsets.UTF_8);
    Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    if (!Files.isRegularFile(target)) {
      problems.add(SITE.relativize(page) + ": no such file: " + link);
    } else if (parts.length == 2 && !parts[1].isEmpty() && !hasAnchor(target, parts[1])) {
      problems.add(SITE.relativize(page) + ": no such heading: " + link);
    }
  }

  private boolean hasAnchor(Path target, String anchor) {
    return !target.toString().endsWith(".html")
        || anchors
            .computeIfAbsent(target, this::anchors)
            .contains(URLDecoder.decode(anchor, StandardCharsets.UTF_8));
  }

  private Set<String> anchors(Path target) {
    return page(target).select("[id], a[name]").stream()
        .map(element -> element.hasAttr("id") ? element.id() : element.attr("name"))
        .collect(Collectors.toSet());
  }
}
