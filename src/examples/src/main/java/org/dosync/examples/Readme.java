package org.dosync.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README.md of the module whose tests run: what it says of the program is true. */
public final class Readme {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final int MINUTES = 4; // for a hang, not for a slow machine

  private final Class<?> main;
  private List<String> options = List.of();
  private List<String> varying = List.of();

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
   * Leaves out of the comparison what differs from run to run.
   *
   * @param patterns regular expressions
   * @return this
   */
  public Readme varying(String... patterns) {
    this.varying = List.of(patterns);
    return this;
  }

  /**
   * Runs the program in a JVM of its own. It must end by itself, with exit code 0, and print what
   * is shown below {@code <!-- output: its.main.Class -->}, on its error output nothing. The README
   * must name the command, and the pom the program.
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
    assertThat(masked(printed())).isEqualTo(masked(shown(readme)));
  }

  private String shown(String readme) {
    String comment = "<!-- output: " + main.getName() + " -->";
    Matcher block =
        Pattern.compile("(?s)" + Pattern.quote(comment) + "\n```text\n(.*?)```").matcher(readme);
    assertThat(block.find()).as("a block below %s", comment).isTrue();
    return block.group(1);
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
      String printed = asOnScreen(Files.readString(output));
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

  /** What comes after a carriage return has been printed over what was before it in its line. */
  private static String asOnScreen(String text) {
    return text.replace(System.lineSeparator(), "\n").replaceAll("(?m)^.*\r", "");
  }

  private String masked(String text) {
    String masked = text;
    for (String pattern : varying) {
      masked = masked.replaceAll(pattern, "~");
    }
    return masked;
  }
}
