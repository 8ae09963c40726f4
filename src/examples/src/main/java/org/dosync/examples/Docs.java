package org.dosync.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Markdown pages, the code they quote, and the output they show. A quote is a fenced block
 * below a comment that names its source, {@code <!-- snippet: path/from/the/root/File.java#name
 * -->}; in that file it stands between {@code // tag::name[]} and {@code // end::name[]}. Output is
 * a block below {@code <!-- output: its.main.Class -->}, or {@code <!-- output: command -->} for a
 * part of what the command above it prints; {@code varying: regex} before the end of the comment
 * tells what differs from run to run.
 *
 * <p>To copy the code into the pages again, in the root of the project: {@value #UPDATE}
 */
public final class Docs {

  /** The command that copies the code into the pages again. */
  public static final String UPDATE =
      "java src/examples/src/main/java/org/dosync/examples/Docs.java";

  private static final Pattern FENCE = Pattern.compile("(\\s*)(```+)\\s*(\\w*).*");
  private static final Pattern HEADING = Pattern.compile("#+ +(.*?) *");
  private static final Pattern COMMENT =
      Pattern.compile("\\s*<!-- *(snippet|output): *(\\S+)(?: varying: (.+?))? *-->");

  private static final Pattern VERSION = Pattern.compile("\\$\\{([a-z-]+\\.version)}");

  /** A pattern that is found nowhere. */
  private static final String NOTHING = "(?!)";

  private final Path root;

  /**
   * The pages of a repository.
   *
   * @param root where it is
   */
  public Docs(Path root) {
    this.root = root;
  }

  /**
   * Copies the code into the pages.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Docs docs = new Docs(Path.of(""));
    docs.pages().forEach(docs::update);
  }

  /**
   * The pages of the project: those in its root, all below docs, and those of the examples.
   *
   * @return their files
   */
  public List<Path> pages() {
    return Stream.of(
            markdown(root, 1),
            markdown(root.resolve("docs"), Integer.MAX_VALUE),
            markdown(root.resolve("examples"), 2))
        .flatMap(pages -> pages)
        .sorted()
        .toList();
  }

  /**
   * Whether an example's own test runs what the page shows, in the class path of the example; the
   * tour runs what all other pages show.
   *
   * @param page one of the pages
   * @return whether it is so
   */
  public boolean isOfAnExample(Path page) {
    return page.startsWith(root.resolve("examples"))
        && !page.startsWith(root.resolve("examples/tour"));
  }

  /**
   * The fenced blocks of all pages.
   *
   * @return the blocks
   */
  public List<Block> blocks() {
    return pages().stream().flatMap(page -> blocks(page).stream()).toList();
  }

  /**
   * The fenced blocks of a page, in their order.
   *
   * @param page one of the pages
   * @return the blocks
   */
  public List<Block> blocks(Path page) {
    List<String> lines = lines(page);
    List<Block> blocks = new ArrayList<>();
    for (int open = 0; open < lines.size(); open++) {
      Matcher fence = FENCE.matcher(lines.get(open));
      if (fence.matches()) {
        int close = close(lines, open, fence.group(2));
        blocks.add(block(page, lines, open, close, fence));
        open = close;
      }
    }
    return blocks;
  }

  /**
   * The lines of a page, with nothing in the place of its blocks.
   *
   * @param page one of the pages
   * @return the lines
   */
  public List<String> prose(Path page) {
    List<String> lines = new ArrayList<>(lines(page));
    blocks(page).forEach(block -> Collections.fill(block.in(lines), ""));
    return lines;
  }

  /**
   * What links to its headings end with, made as GitHub makes it.
   *
   * @param page one of the pages
   * @return the anchors
   */
  public Set<String> anchors(Path page) {
    Set<String> anchors = new HashSet<>();
    for (String line : prose(page)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        String free = anchor;
        for (int i = 1; !anchors.add(free); i++) {
          free = anchor + "-" + i;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    String text = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  /**
   * The code that a block says it quotes: a region of a file, or all below its package. In that of
   * a pom the versions are those of the build.
   *
   * @param block a snippet
   * @return the code
   */
  public String quoted(Block block) {
    String[] source = block.source().split("#", 2);
    Path file = root.resolve(source[0]);
    return source.length < 2 ? belowPackage(file) : withVersions(region(file, source[1]));
  }

  private String withVersions(String code) {
    return VERSION.matcher(code).replaceAll(property -> versionOfBuild(property.group(1)));
  }

  private String versionOfBuild(String property) {
    String pom = String.join("\n", lines(root.resolve("pom.xml")));
    Matcher value = Pattern.compile("<" + property + ">([^<]+)<").matcher(pom);
    if (!value.find()) {
      throw new IllegalArgumentException("the build has no " + property);
    }
    return value.group(1);
  }

  private static String belowPackage(Path file) {
    List<String> lines = lines(file);
    int first = find(lines, "package ", file) + 1;
    return String.join("\n", lines.subList(first, lines.size())).strip();
  }

  /**
   * A place, for messages.
   *
   * @param page one of the pages
   * @param line counted from 1
   * @return the page and the line
   */
  public String at(Path page, int line) {
    return root.relativize(page) + ":" + line;
  }

  /**
   * The lines of a file.
   *
   * @param file the file
   * @return its lines
   */
  public static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void update(Path page) {
    List<String> lines = new ArrayList<>(lines(page));
    List<Block> blocks = new ArrayList<>(blocks(page));
    Collections.reverse(blocks);
    blocks.stream().filter(Block::isSnippet).forEach(block -> update(lines, block));
    write(page, lines);
  }

  private void update(List<String> lines, Block block) {
    List<String> text = block.in(lines);
    text.clear();
    text.addAll(quoted(block).indent(block.indent()).lines().toList());
  }

  private static void write(Path page, List<String> lines) {
    try {
      Files.write(page, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> markdown(Path directory, int depth) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int close(List<String> lines, int open, String fence) {
    int line = open + 1;
    while (line < lines.size() && !lines.get(line).strip().equals(fence)) {
      line++;
    }
    return line;
  }

  private static Block block(Path page, List<String> lines, int open, int close, Matcher fence) {
    Matcher comment = COMMENT.matcher(open == 0 ? "" : lines.get(open - 1));
    boolean named = comment.matches();
    return new Block(
        page,
        open + 1,
        fence.group(1).length(),
        fence.group(3),
        named ? comment.group(1) : "",
        named ? comment.group(2) : "",
        named && comment.group(3) != null ? comment.group(3) : NOTHING,
        lines.subList(open + 1, close));
  }

  private static String region(Path file, String name) {
    List<String> lines = lines(file);
    int start = find(lines, "tag::" + name + "[]", file);
    int end = find(lines, "end::" + name + "[]", file);
    return lines.subList(start + 1, end).stream()
        .filter(line -> !line.matches(".*\\b(tag|end)::\\S+\\[].*"))
        .collect(Collectors.joining("\n"))
        .stripTrailing()
        .stripIndent();
  }

  private static int find(List<String> lines, String marker, Path file) {
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).contains(marker)) {
        return line;
      }
    }
    throw new IllegalArgumentException(file + " has no " + marker);
  }

  /**
   * A fenced block.
   *
   * @param page where it stands
   * @param line where it opens, counted from 1
   * @param indent the spaces before its fence
   * @param language what follows its fence
   * @param kind what the comment above it calls the source: snippet, output or nothing
   * @param source the source, or nothing
   * @param varying a pattern of what differs from run to run
   * @param lines what is in it
   */
  public record Block(
      Path page,
      int line,
      int indent,
      String language,
      String kind,
      String source,
      String varying,
      List<String> lines) {

    /**
     * Whether it is code of a file.
     *
     * @return whether it is so
     */
    public boolean isSnippet() {
      return kind.equals("snippet");
    }

    /**
     * Whether something prints it.
     *
     * @return whether it is so
     */
    public boolean isOutput() {
      return kind.equals("output");
    }

    /**
     * The place of this block's text in the lines of its page.
     *
     * @param pageLines the lines
     * @return a part of them
     */
    public List<String> in(List<String> pageLines) {
      return pageLines.subList(line, line + lines.size());
    }

    /**
     * What is in it, without indentation.
     *
     * @return the text
     */
    public String text() {
      return String.join("\n", lines).stripIndent();
    }

    /**
     * Its text, in which what differs from run to run is left out.
     *
     * @return what {@link #masked(String)} of the output has to be
     */
    public String masked() {
      return masked(text() + "\n");
    }

    /**
     * What was printed, as a screen shows it, and without what differs from run to run.
     *
     * @param printed the text
     * @return what to compare with {@link #masked()}
     */
    public String masked(String printed) {
      String overwritten = "(?m)^.*\r"; // what comes after a carriage return is printed over it
      String onScreen = printed.replace(System.lineSeparator(), "\n").replaceAll(overwritten, "");
      return onScreen.replaceAll(varying, "~");
    }
  }
}
