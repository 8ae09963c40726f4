package org.dosync.examples.payroll;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example does what it says, prints nothing else but what guards it, and ends by itself. */
@Timeout(60)
class PayrollTest {

  @TempDir Path directory;

  @Test
  void allIsAsItShouldBeAndNothingElseIsPrinted() throws Exception {
    assertIsAsItShouldBe();
  }

  /** Its transactions have no side effects, and none is seen where there is none. */
  @Test
  void allIsAsItShouldBeWithTheGuard() throws Exception {
    Path root = Path.of(System.getProperty("test.root"));
    String jar = "dosync-guard-" + System.getProperty("test.version") + ".jar";
    Path guard = root.resolve("src/guard/target").resolve(jar);
    assumeTrue(Files.exists(guard), "the guard is built before by mvn verify of all modules");

    assertIsAsItShouldBe("-javaagent:" + guard);
  }

  private void assertIsAsItShouldBe(String... options) throws Exception {
    Path output = directory.resolve("payroll.txt");
    Process process = start(output, options);
    try {
      assertThat(process.waitFor(50, SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(lines.get(1)).startsWith("INFO: Side effects in transactions"); // below its head
    assertThat(lines.subList(2, lines.size()))
        .containsExactly(
            "@Dosync: Bob has moved                   San Francisco, 45000",
            "  looks that saw half of it              0",
            "@Every: beats of the heart               3 and more",
            "All is as it should be.");
    assertThat(process.exitValue()).isZero();
  }

  private static Process start(Path output, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
