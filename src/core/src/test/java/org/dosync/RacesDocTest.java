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

/** docs/races.md names only what exists, and every class of tables that there is. */
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

  @Test
  void everyClassOfTablesIsNamed() throws IOException {
    Set<String> named = named().stream().map(name -> name.group(1)).collect(toSet());
    assertThat(named).containsAll(classesOfTables());
  }

  private static Set<String> classesOfTables() throws IOException {
    try (Stream<Path> files = Files.list(RACES)) {
      return files
          .filter(RacesDocTest::hasTables)
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(toSet());
    }
  }

  private static boolean hasTables(Path file) {
    try {
      return Files.readString(file).contains("@JCStressTest");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
