package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dosync.probe.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is printed in a transaction comes after its commit, if the settings say so. */
@Timeout(180)
class ConsoleTest {

  private static List<String> run() throws Exception {
    return Forked.guarded("policy.console=defer,policy.thread=allow").run(Console.class);
  }

  @Test
  void linesOfTheTryThatCommitsAndNoOthers() throws Exception {
    assertThat(run())
        .filteredOn(line -> !line.contains("WARNING") && !line.contains("org.dosync."))
        .containsExactly(
            "try 3",
            "hook",
            "last line of the body",
            "done",
            "truec123.54.5detextnull",
            "true",
            "c",
            "1",
            "2",
            "3.5",
            "4.5",
            "de",
            "text",
            "null",
            "a 1 1,5",
            "b 2.5",
            "fgijnull",
            "java.lang.IllegalStateException: trace",
            "as it was",
            "given up",
            "allowed",
            "after what is allowed",
            "",
            "commute",
            "end");
  }

  /** Bytes, and what a commute may print again and again. */
  @Test
  void whatCanNotBeDeferredIsWarnedOf() throws Exception {
    assertThat(run())
        .filteredOn(line -> line.contains("WARNING"))
        .satisfiesExactly(
            line -> assertThat(line).contains("java.io.PrintStream.write", "Console.lambda$others"),
            line -> assertThat(line).contains("java.io.PrintStream.println", "Console.told"));
  }
}
