package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.OpenTelemetryAgent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.dosync.probe.Beside;
import org.jacoco.agent.rt.RT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.objenesis.Objenesis;

/** Others change the same classes, before the guard or after it. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class BesideOtherAgentsTest {

  private static final List<String> SEEN =
      List.of(
          "refused: FILE_WRITE java.io.File.mkdir",
          "refused: NETWORK java.net.Socket.connect",
          "refused: THREAD java.lang.Thread.start");

  @TempDir Path directory;

  private Forked both(boolean guardFirst, String other) {
    String guard = "-javaagent:" + Forked.AGENT;
    return guardFirst ? Forked.plain(guard, other) : Forked.plain(other, guard);
  }

  private static List<String> seen(String between) {
    List<String> lines = new ArrayList<>(SEEN);
    lines.add(between);
    lines.add(SEEN.get(0));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mockitoMocksFinalClassesAndGuardedOnes(boolean guardFirst) throws Exception {
    assertThat(
            both(guardFirst, "-javaagent:" + Forked.place(Mockito.class))
                .option("-Xshare:off")
                .library(Mockito.class)
                .library(ByteBuddy.class)
                .library(ByteBuddyAgent.class)
                .library(Objenesis.class)
                .run(Beside.class, "mockito", directory.toString()))
        .containsExactlyElementsOf(seen("mocked: 42 true false"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jacocoSeesWhatWasRun(boolean guardFirst) throws Exception {
    Path seen = directory.resolve("seen");

    assertThat(
            both(guardFirst, "-javaagent:" + Forked.place(RT.class) + "=destfile=" + seen)
                .run(Beside.class, "", directory.toString()))
        .containsExactlyElementsOf(seen("nothing else"));
    assertThat(Files.readString(seen, StandardCharsets.ISO_8859_1))
        .contains("org/dosync/probe/Beside", "org/dosync/TransactionRunner");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("long")
  void openTelemetryTellsOfRequests(boolean guardFirst) throws Exception {
    List<String> lines =
        both(guardFirst, "-javaagent:" + Forked.place(OpenTelemetryAgent.class))
            .option("-Dotel.traces.exporter=console")
            .option("-Dotel.metrics.exporter=none")
            .option("-Dotel.logs.exporter=none")
            .run(Beside.class, "request", directory.toString());

    assertThat(lines)
        .containsSubsequence(seen("answer: 204"))
        .anyMatch(line -> line.contains("LoggingSpanExporter") && line.contains("'GET'"))
        .noneMatch(line -> line.contains("ERROR") || line.contains("] WARN "));
  }
}
