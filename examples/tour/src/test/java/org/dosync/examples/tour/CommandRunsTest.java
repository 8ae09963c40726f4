package org.dosync.examples.tour;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dosync.examples.Docs;
import org.dosync.examples.Docs.Block;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer gives the commands of the pages in a fresh clone, and sees what is shown below them.
 * Only with the profile commands. The local repository is an empty one, until the next clean.
 */
@EnabledIfSystemProperty(named = "commands", matches = "run")
@Timeout(value = 2, unit = HOURS)
class CommandRunsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("test.root", "../..")).toAbsolutePath().normalize();
  private static final Path REPOSITORY = Path.of("target", "repository").toAbsolutePath();
  private static final int PATIENCE_MINUTES = 40; // with all that has to be downloaded

  private static final String COLOURS = "\u001b\\[[0-9;]*m"; // which Maven sets back

  /** Those that start an example. */
  private static final Pattern LIGHT =
      Pattern.compile("mvn -q (?:-P\\S+ )?\\S+ exec:java -pl examples/\\S+ -am");

  /** A block of commands, and what the page shows of their output. */
  private record Step(Block commands, Optional<Block> shown) {

    String text() {
      return commands.text();
    }
  }

  private final Docs docs = new Docs(ROOT);

  @TempDir Path directory;

  @BeforeEach
  void cloneTheProject() throws Exception {
    run(directory, "git clone -q " + ROOT + " clone");
  }

  @TestFactory
  Stream<DynamicTest> examplesPrintWhatIsShown() {
    List<Step> light =
        docs.pages().stream()
            .flatMap(page -> steps(page).stream())
            .filter(step -> LIGHT.matcher(step.text()).matches())
            .toList();
    assertThat(light).filteredOn(step -> step.shown().isPresent()).hasSizeGreaterThan(12);
    return light.stream()
        .map(step -> dynamicTest(at(step), () -> runAndCompare(directory.resolve("clone"), step)));
  }

  @Test
  void aNewProjectIsMadeAndPrintsWhatIsShown() throws Exception {
    List<Step> steps = steps(ROOT.resolve("docs/quick-start-weld.md"));
    assertThat(steps).hasSize(2);
    runAndCompare(directory.resolve("clone"), steps.get(0));
    runAndCompare(directory, steps.get(1));
  }

  private List<Step> steps(Path page) {
    List<Block> blocks = docs.blocks(page);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).language().equals("sh")) {
        steps.add(
            new Step(
                blocks.get(i),
                blocks.stream().skip(i + 1).limit(1).filter(Block::isOutput).findFirst()));
      }
    }
    return steps;
  }

  private void runAndCompare(Path where, Step step) throws Exception {
    String printed = run(where, step.text());
    assertThat(printed).as(step.text()).doesNotContain("WARN", "ERROR");
    step.shown().ifPresent(shown -> compare(step, shown, printed));
  }

  private String at(Step step) {
    return docs.at(step.commands().page(), step.commands().line()) + ": " + step.text();
  }

  /** The page of an example shows all that is printed; others show the part that matters. */
  private void compare(Step step, Block shown, String printed) {
    if (docs.isOfAnExample(shown.page()) && !shown.source().equals("command")) {
      assertThat(shown.masked(printed)).as(at(step)).isEqualTo(shown.masked());
    } else {
      assertThat(shown.masked(printed)).as(at(step)).contains(shown.masked());
    }
  }

  private static String run(Path directory, String commands) throws Exception {
    Path output = Files.createTempFile("command", ".txt");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("MAVEN_OPTS", "-Dmaven.repo.local=" + REPOSITORY);
    Process process = shell.start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, MINUTES)).as("%s ends", commands).isTrue();
      String printed = Files.readString(output).replaceAll(COLOURS, "");
      assertThat(process.exitValue()).as("%s: %s", commands, printed).isZero();
      return printed;
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
