package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dosync.probe.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Flight Recorder is told of what the guard meets. */
@Timeout(180)
class FlightEventsTest {

  @TempDir Path directory;

  @Test
  void whatIsForbiddenAndWhatIsWarnedOfAreEvents() throws Exception {
    List<String> lines =
        Forked.guarded("policy.console=warn")
            .run(Recording.class, directory.resolve("recording").toString());

    assertThat(lines)
        .filteredOn(line -> line.startsWith("writes "))
        .singleElement()
        .asString()
        .startsWith("writes FILE_WRITE FORBID java.io.FileOutputStream.")
        .contains("org.dosync.probe.Recording");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("prints "))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("prints CONSOLE WARN java.io.PrintStream."));
  }
}
