package org.dosync;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/races.md names only what exists, and every class of tables that there is; and no class that
 * decides a race is missing. What its comments argue is for a reader to compare.
 */
class RacesDocTest {

  private static final Path ROOT = Path.of(System.getProperty("test.root", "../.."));
  private static final Path RACES = ROOT.resolve("src/jcstress/src/main/java/org/dosync");
  private static final List<Path> TESTS =
      Stream.concat(
              Stream.of(RACES),
              Stream.of("lincheck", "fray", "test")
                  .map(kind -> ROOT.resolve("src/core/src/" + kind + "/java/org/dosync")))
          .toList();

  /** In the last column of a table. */
  private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`(?=[^|]*\\|$)");

  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

  /** By a compare-and-set, or by a fence. */
  private static final Pattern DECIDES = Pattern.compile("compareAndSet\\(|fullFence\\(");

  private static List<MatchResult> named() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/races.md")).stream()
        .flatMap(line -> NAMED.matcher(line).results())
        .toList();
  }

  @Test
  void whatIsNamedExists() throws IOException {
    for (MatchResult name : named()) {
      assertThat(source(name.group(1))).as(name.group()).containsPattern(declared(name.group(2)));
    }
  }

  private static String source(String className) throws IOException {
    for (Path directory : TESTS) {
      Path file = directory.resolve(className + ".java");
      if (Files.exists(file)) {
        return Files.readString(file);
      }
    }
    return "no such class";
  }

  /** A class or a method without parameters. */
  private static String declared(String member) {
    return member == null ? "class " : "class " + member + " |void " + member + "\\(\\)";
  }

  /** In the first column: where the race is. */
  private static Set<String> raced() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/races.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> CLASS.matcher(line.substring(0, line.indexOf('|', 1))).results())
        .map(name -> name.group(1))
        .collect(toSet());
  }

  @Test
  void everyClassThatDecidesARaceIsNamed() throws IOException {
    assertThat(raced())
        .containsAll(classes(ROOT.resolve("src/core/src/main/java/org/dosync"), DECIDES));
  }

  @Test
  void everyClassOfTablesIsNamed() throws IOException {
    Set<String> named = named().stream().map(name -> name.group(1)).collect(toSet());
    assertThat(named).containsAll(classes(RACES, Pattern.compile("@JCStressTest")));
  }

  private static Set<String> classes(Path directory, Pattern with) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> contains(file, with))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(toSet());
    }
  }

  private static boolean contains(Path file, Pattern pattern) {
    try {
      return pattern.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
