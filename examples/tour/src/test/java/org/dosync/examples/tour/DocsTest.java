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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dosync.examples.Docs;
import org.dosync.examples.Docs.Block;
import org.junit.jupiter.api.Test;

/** What README.md and the pages below docs say is true of the code that this build runs. */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("test.root", "../..")).normalize();
  private static final String VERSION = System.getProperty("test.version");

  private static final Pattern NAME = Pattern.compile("`@?(?:\\w+\\.)?(\\w+)`");
  private static final Pattern VERSIONED = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "(?s)(?:org\\.dosync(?:</groupId>.*?<version>|:[\\w-]+:)|-DarchetypeVersion=)([\\w.-]+)");

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
    Map<String, String> outputs = new HashMap<>(); // each program runs once
    for (Block block : docs.blocks().stream().filter(this::isOutputOfTheTour).toList()) {
      if (!outputs.containsKey(block.source())) {
        outputs.put(block.source(), print(block.source()));
      }
      String printed = outputs.get(block.source());
      if (!printed.contains(block.text())) {
        report(block, block.source() + " prints something else:\n" + printed);
      }
    }
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
  void versionsAreThoseOfTheBuild() throws IOException {
    Set<String> known = versionsOfTheBuild();
    for (Block block : docs.blocks()) {
      VERSIONED
          .matcher(block.text())
          .results()
          .filter(found -> !known.contains(found.group(1)))
          .forEach(found -> report(block, "the build has no version " + found.group(1)));
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void dosyncIsOfTheVersionThatIsBuilt() {
    List<String> versions = new ArrayList<>();
    docs.pages().forEach(page -> versions.addAll(versionsOfDosync(page)));
    assertThat(versions).as("versions in dependencies").isNotEmpty().containsOnly(VERSION);
  }

  @Test
  void namesThatNobodyHasToGuessAreInTheApi() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/ten-rules.md"));
    String api = Files.readString(ROOT.resolve("docs/api.txt"));
    String names = page.substring(page.indexOf("## Names that exist"), page.indexOf("[api.txt]"));
    List<String> found = NAME.matcher(names).results().map(name -> name.group(1)).toList();
    assertThat(found).hasSizeGreaterThan(50);
    assertThat(found.stream().filter(name -> !api.matches("(?s).*\\b" + name + "\\b.*"))).isEmpty();
  }

  /** Those of the properties of the root pom, and our own. */
  private static Set<String> versionsOfTheBuild() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return Stream.concat(
            Stream.of(VERSION),
            Pattern.compile("<[\\w-]+\\.version>([^<]+)<")
                .matcher(pom)
                .results()
                .map(found -> found.group(1)))
        .collect(Collectors.toSet());
  }

  private static List<String> versionsOfDosync(Path page) {
    String text = String.join("\n", Docs.lines(page));
    return DEPENDENCY.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** What a command prints is compared by {@link CommandRunsTest}. */
  private boolean isOutputOfTheTour(Block block) {
    return block.isOutput()
        && !block.source().equals("command")
        && !docs.isOfAnExample(block.page());
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
