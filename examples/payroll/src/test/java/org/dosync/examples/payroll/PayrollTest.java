package org.dosync.examples.payroll;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example does what it says, prints nothing else but what guards it, and ends by itself. */
@Timeout(60)
class PayrollTest {

  @Test
  void allIsAsItShouldBeAndNothingElseIsPrinted(@TempDir Path directory) throws Exception {
    Path output = directory.resolve("payroll.txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
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
            "@AgentState: lines of ten threads        1000",
            "  whole ones in the file                 1000",
            "@Async: receipts                         10",
            "  the last                               myimage-9.jpg",
            "@Every: beats of the heart               3 and more",
            "@Inject Scheduler: jobs of four threads  2",
            "  lines of both                          true",
            "@Shared: sold, and no more               9",
            "  what @Observes was told                [0 -> 1, 1 -> 9]",
            "  and of a failure                       Stream closed",
            "@Shared: a promise, kept                 Total guest count is 50",
            "All is as it should be.");
    assertThat(process.exitValue()).isZero();
  }
}
