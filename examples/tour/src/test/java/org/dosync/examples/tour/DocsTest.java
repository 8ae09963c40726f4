package org.dosync.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dosync.examples.tour.Docs.Block;
import org.junit.jupiter.api.Test;

/** What README.md and the pages below docs say is true of the code that this build runs. */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("test.root", "../..")).normalize();
  private static final String VERSION = System.getProperty("test.version");

  private static final Pattern LINK =
      Pattern.compile("\\[[^]]*]\\((?!\\w+:|#)([^)#\\s]+)|^\\[[^]]+]: *(?!\\w+:|#)([^#\\s]+)");
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?s)org\\.dosync(?:</groupId>.*?<version>|:[\\w-]+:)([\\w.-]+)");

  private final Docs docs = new Docs(ROOT);
  private final List<String> problems = new ArrayList<>();

  @Test
  void everyJavaBlockNamesItsSource() {
    docs.blocks().stream()
        .filter(block -> block.language().equalsIgnoreCase("java") && !block.isSnippet())
        .forEach(
            block ->
                report(block, "put <!-- snippet: path/to/File.java#name --> on the line above it"));
    assertThat(problems).isEmpty();
  }

  @Test
  void snippetsAreCodeOfThisBuild() {
    docs.blocks().stream().filter(Block::isSnippet).forEach(this::compareWithItsSource);
    assertThat(problems).isEmpty();
  }

  @Test
  void outputIsWhatTheProgramPrints() throws ReflectiveOperationException {
    for (Block block : docs.blocks().stream().filter(this::isOutputOfTheTour).toList()) {
      String printed = print(block.source());
      if (!printed.contains(block.text())) {
        report(block, block.source() + " prints something else:\n" + printed);
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void linksLeadToFiles() {
    docs.pages().forEach(this::followLinks);
    assertThat(problems).isEmpty();
  }

  @Test
  void everyExampleIsListed() throws IOException {
    String list = Files.readString(ROOT.resolve("examples/README.md"));
    try (Stream<Path> folders = Files.list(ROOT.resolve("examples"))) {
      assertThat(folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))))
          .isNotEmpty()
          .allSatisfy(
              folder ->
                  assertThat(list)
                      .as("a row of examples/README.md")
                      .contains("\n| [" + folder.getFileName() + "](" + folder.getFileName())
                      .contains("-pl examples/" + folder.getFileName() + " -am` |"));
    }
  }

  @Test
  void theReadmeNamesThisVersion() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> versions =
        DEPENDENCY.matcher(readme).results().map(match -> match.group(1)).toList();
    assertThat(versions).as("versions in the dependencies of README.md").isNotEmpty();
    assertThat(versions).containsOnly(VERSION);
  }

  private boolean isOutputOfTheTour(Block block) {
    return block.isOutput() && !docs.isOfAnExample(block.page());
  }

  private void compareWithItsSource(Block block) {
    try {
      if (!docs.quoted(block).equals(block.text())) {
        report(block, "differs from " + block.source() + "; to copy the code: " + Docs.UPDATE);
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      report(block, e.toString());
    }
  }

  private void followLinks(Path page) {
    List<String> lines = docs.prose(page);
    for (int line = 0; line < lines.size(); line++) {
      for (String link : links(lines.get(line))) {
        if (Files.notExists(page.resolveSibling(link))) {
          problems.add(docs.at(page, line + 1) + ": no such file: " + link);
        }
      }
    }
  }

  private static List<String> links(String line) {
    return LINK.matcher(line)
        .results()
        .flatMap(match -> Stream.of(match.group(1), match.group(2)))
        .filter(link -> link != null)
        .toList();
  }

  private static String print(String mainClass) throws ReflectiveOperationException {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Class.forName(mainClass)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void report(Block block, String problem) {
    problems.add(docs.at(block.page(), block.line()) + ": " + problem);
  }
}
