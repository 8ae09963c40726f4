package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.Appender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.dosync.probe.Logs;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A line of a log is one effect, whatever the library does to get it out. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class LogsTest {

  @TempDir Path directory;

  private List<String> run(String library, String settings) throws Exception {
    return Forked.guarded(settings)
        .library(Logger.class)
        .library(Appender.class)
        .library(LoggerFactory.class)
        .library(LogManager.class)
        .library(LoggerContext.class)
        .run(Logs.class, library, directory.resolve("log").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"logback", "log4j"})
  void linesGetOutToTheConsoleAndAFileFromTheFirstOneOn(String library) throws Exception {
    List<String> lines = run(library, "mode=strict");

    assertThat(Files.readAllLines(directory.resolve("log")))
        .containsExactly("one to a", "two to a");
    assertThat(lines).containsExactly("one to a", "two to a", "one to a", "two to a", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logback", "log4j"})
  void linesAreRefusedIfTheSettingsSaySo(String library) throws Exception {
    assertThat(run(library, "policy.logging=forbid"))
        .filteredOn(line -> line.startsWith("refused: LOGGING "))
        .hasSize(2);
    assertThat(Files.readString(directory.resolve("log"))).isEmpty();
  }
}
