package org.dosync.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dosync.examples.Docs;
import org.junit.jupiter.api.Test;

/** The commands that the pages print name modules, profiles and classes that exist. */
class CommandsTest {
  private static final Path ROOT = Path.of(System.getProperty("test.root", "../..")).normalize();
  private static final Pattern CODE = Pattern.compile("`(mvn [^`]+)`");
  private static final Pattern MODULES = Pattern.compile(" -pl (\\S+)");
  private static final Pattern PROFILES = Pattern.compile(" -P(\\S+)");
  private static final Pattern TESTS = Pattern.compile(" -Dtest='?([\\w,]+)");
  private static final Pattern MAIN = Pattern.compile("\\b(org\\.dosync\\.[\\w.]*[A-Z]\\w*)");
  private final Docs docs = new Docs(ROOT);
  private final Set<String> classes = classes();
  private final List<String> problems = new ArrayList<>();

  @Test
  void commandsNameWhatThereIs() throws IOException {
    Set<String> profiles = profiles();
    for (String command : commands()) {
      names(MODULES, command)
          .filter(module -> Files.notExists(ROOT.resolve(module).resolve("pom.xml")))
          .forEach(module -> problems.add("no module " + module + ": " + command));
      names(PROFILES, command)
          .filter(profile -> !profiles.contains(profile))
          .forEach(profile -> problems.add("no profile " + profile + ": " + command));
      Stream.concat(names(TESTS, command), names(MAIN, command))
          .map(name -> name.substring(name.lastIndexOf('.') + 1))
          .filter(name -> !classes.contains(name))
          .forEach(name -> problems.add("no class " + name + ": " + command));
    }
    assertThat(problems).isEmpty();
  }

  private List<String> commands() {
    return Stream.concat(
            docs.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.lines().stream()),
            docs.pages().stream().flatMap(this::inText))
        .map(String::strip)
        .distinct()
        .toList();
  }

  private Stream<String> inText(Path page) {
    return docs.prose(page).stream()
        .flatMap(line -> CODE.matcher(line).results().map(found -> found.group(1)));
  }

  private static Stream<String> names(Pattern pattern, String command) {
    Matcher found = pattern.matcher(command);
    return found.results().flatMap(result -> Stream.of(result.group(1).split(",")));
  }

  private static Set<String> profiles() throws IOException {
    Set<String> profiles = new HashSet<>();
    try (Stream<Path> poms = Files.find(ROOT, 3, (file, is) -> file.endsWith("pom.xml"))) {
      for (Path pom : poms.toList()) {
        Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>([^<]+)", Pattern.DOTALL)
            .matcher(Files.readString(pom))
            .results()
            .forEach(found -> profiles.add(found.group(1)));
      }
    }
    return profiles;
  }

  /** By their simple names. */
  private static Set<String> classes() {
    return Stream.of("src", "examples")
        .flatMap(folder -> sources(ROOT.resolve(folder)))
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toSet());
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
