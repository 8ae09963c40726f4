package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers start in processes of their own, without Dosync, with it and with another. */
@Timeout(60)
class StartTableTest {

  @Test
  void roundIsMeasured(@TempDir Path directory) throws Exception {
    String table = StartTable.measured(directory, 301, 1).toString();
    assertTrue(table.startsWith("| start of a container | ms |"), table);
    assertTrue(
        table.lines().skip(2).limit(3).allMatch(line -> line.matches(".*\\| \\d+ \\|.*")), table);
  }
}
