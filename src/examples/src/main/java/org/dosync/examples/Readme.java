package org.dosync.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dosync.examples.Docs.Block;

/** The README.md of the module whose tests run: what it says of the program is true. */
public final class Readme {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final int MINUTES = 4; // for a hang, not for a slow machine

  private final Class<?> main;
  private List<String> options = List.of();

  private Readme(Class<?> main) {
    this.main = main;
  }

  /**
   * Begins to compare.
   *
   * @param main the class with the main method
   * @return what compares
   */
  public static Readme of(Class<?> main) {
    return new Readme(main);
  }

  /**
   * Starts the program with the side-effect guard, which is to see nothing. Leaves the test out if
   * its jar is not there: mvn verify of all modules builds it before.
   *
   * @return this
   */
  public Readme guarded() {
    Path root = Path.of(System.getProperty("test.root"));
    String jar = "dosync-guard-" + System.getProperty("test.version") + ".jar";
    Path guard = root.resolve("src/guard/target").resolve(jar);
    assumeTrue(Files.exists(guard), "the guard is built before by mvn verify of all modules");
    this.options = List.of("-javaagent:" + guard);
    return this;
  }

  /**
   * Runs the program in a JVM of its own. It must end by itself, with exit code 0, and print what
   * is shown as its output (see {@link Docs}), and nothing else. The README must name the command,
   * and the pom the program.
   *
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the test is interrupted
   */
  public void assertTrue() throws IOException, InterruptedException {
    String readme = Files.readString(MODULE.resolve("README.md"));
    assertThat(readme)
        .contains("\nmvn -q compile exec:java -pl examples/" + MODULE.getFileName() + " -am\n");
    assertThat(Files.readString(MODULE.resolve("pom.xml")))
        .contains("<exec.mainClass>" + main.getName() + "</exec.mainClass>");
    Block shown = shown();
    assertThat(shown.masked(printed())).isEqualTo(shown.masked());
  }

  private Block shown() {
    return new Docs(MODULE.getParent().getParent())
        .blocks(MODULE.resolve("README.md")).stream()
            .filter(block -> block.isOutput() && block.source().equals(main.getName()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no output of " + main + " is shown"));
  }

  private String printed() throws IOException, InterruptedException {
    Path output = Files.createTempFile(main.getSimpleName(), ".txt");
    try {
      Process process = start(output);
      try {
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends by itself").isTrue();
      } finally {
        process.destroyForcibly();
      }
      String printed = Files.readString(output);
      assertThat(process.exitValue()).as(printed).isZero();
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  private Process start(Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
