package org.dosync.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README.md of the module whose tests run: what it says of the program is true. */
public final class Readme {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final int A_MINUTE = 60;

  private Readme() {}

  /**
   * Runs the program in a JVM of its own. It must end by itself, with exit code 0, and print what is
   * shown below {@code <!-- output: its.main.Class -->}, on its error output nothing. The README
   * must name the command, and the pom the program.
   *
   * @param main the class with the main method
   * @param varying what may differ from run to run, as regular expressions
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the test is interrupted
   */
  public static void assertTrue(Class<?> main, String... varying)
      throws IOException, InterruptedException {
    String readme = Files.readString(MODULE.resolve("README.md"));
    assertThat(readme)
        .contains("\nmvn -q compile exec:java -pl examples/" + MODULE.getFileName() + " -am\n");
    assertThat(Files.readString(MODULE.resolve("pom.xml")))
        .contains("<exec.mainClass>" + main.getName() + "</exec.mainClass>");
    assertThat(masked(printedBy(main), varying)).isEqualTo(masked(shown(readme, main), varying));
  }

  private static String shown(String readme, Class<?> main) {
    String comment = "<!-- output: " + main.getName() + " -->";
    Matcher block =
        Pattern.compile("(?s)" + Pattern.quote(comment) + "\n```text\n(.*?)```").matcher(readme);
    assertThat(block.find()).as("a block below %s", comment).isTrue();
    return block.group(1);
  }

  private static String printedBy(Class<?> main) throws IOException, InterruptedException {
    Path output = Files.createTempFile(main.getSimpleName(), ".txt");
    try {
      Process process = start(main, output);
      try {
        assertThat(process.waitFor(A_MINUTE, SECONDS)).as("ends by itself").isTrue();
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

  private static Process start(Class<?> main, Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
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

  private static String masked(String text, String... varying) {
    String masked = text;
    for (String pattern : varying) {
      masked = masked.replaceAll(pattern, "~");
    }
    return masked;
  }
}
