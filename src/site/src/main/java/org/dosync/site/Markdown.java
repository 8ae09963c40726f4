package org.dosync.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the repository, turned into one of the site. */
final class Markdown {

  private static final Pattern LINK =
      Pattern.compile("(!?)\\[([^]]*)]\\((?!\\w+:|#)([^)#\\s]+)(#[^)\\s]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("##+ (.*[^\\w\\- ].*)");
  private static final Pattern COMMENT = Pattern.compile("\\s*<!-- *(snippet|output):.*-->");

  private final Path root;
  private final Path page;
  private final List<Path> quoted = new ArrayList<>();
  private final List<Path> pictures = new ArrayList<>();
  private boolean hasDiagrams;

  Markdown(Path root, Path page) {
    this.root = root;
    this.page = page;
  }

  /** A page that shows a file. */
  static List<String> ofSource(Path file) throws IOException {
    String name = file.getFileName().toString();
    String language = name.substring(name.lastIndexOf('.') + 1);
    List<String> lines = new ArrayList<>(List.of("# " + name, "", "`````" + language));
    lines.addAll(Files.readAllLines(file));
    lines.add("`````");
    return asItIs(lines);
  }

  /** Where it goes: what a folder shows first is its README. */
  Path path() {
    Path path = root.relativize(page);
    return page.endsWith("README.md") ? path.resolveSibling("index.md") : path;
  }

  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inBlock = false;
    for (String line : Files.readAllLines(page)) {
      boolean fence = line.strip().startsWith("```");
      hasDiagrams |= line.strip().equals("```mermaid");
      if (fence || inBlock) {
        lines.add(line);
      } else if (!COMMENT.matcher(line).matches()) {
        lines.addAll(anchor(line));
        lines.add(withLinks(line));
      }
      inBlock ^= fence;
    }
    if (hasDiagrams) {
      lines.addAll(scripts());
    }
    return asItIs(lines);
  }

  /** Files that are no pages, and that a link leads to. */
  List<Path> quoted() {
    return quoted;
  }

  /** Files that the page shows. */
  List<Path> pictures() {
    return pictures;
  }

  /** The skin takes a page for a template of Velocity: all of it but its title is none. */
  private static List<String> asItIs(List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.addAll(1, List.of("", "#[[", ""));
    all.addAll(List.of("", "]]#"));
    return all;
  }

  private List<String> scripts() {
    String up = "../".repeat(path().getNameCount() - 1);
    return List.of(
        "",
        "<script src=\"" + up + "js/mermaid.min.js\"></script>",
        "<script src=\"" + up + "js/diagrams.js\"></script>");
  }

  /** The renderer makes anchors as GitHub does, but for headings with signs in them. */
  private static List<String> anchor(String line) {
    Matcher heading = HEADING.matcher(line);
    if (!heading.matches()) {
      return List.of();
    }
    String words = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "");
    return List.of("<a id=\"" + words.replace(' ', '-') + "\"></a>", "");
  }

  private String withLinks(String line) {
    return LINK.matcher(line).replaceAll(link -> Matcher.quoteReplacement(link(link)));
  }

  private String link(MatchResult link) {
    Path target = page.resolveSibling(link.group(3)).normalize();
    if (!link.group(1).isEmpty()) {
      pictures.add(target);
      return link.group();
    }
    if (Files.isDirectory(target) && Files.notExists(target.resolve("README.md"))) {
      return link.group(2); // the site has no page for it
    }
    String anchor = link.group(4) == null ? "" : link.group(4);
    return "[" + link.group(2) + "](" + html(target, link.group(3)) + anchor + ")";
  }

  private String html(Path target, String written) {
    if (Files.isDirectory(target)) {
      return written + "/index.html";
    }
    if (!written.endsWith(".md")) {
      quoted.add(target);
      return written + ".html";
    }
    return written.replaceAll("README\\.md$", "index.md").replaceAll("\\.md$", ".html");
  }
}
