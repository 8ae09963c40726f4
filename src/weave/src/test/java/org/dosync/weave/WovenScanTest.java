package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.Arrays;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;
import org.dosync.junit.SideEffects;
import org.junit.jupiter.api.Test;

/** The scan reads classes after they were woven: it must find what it found before. */
class WovenScanTest {

  static class Reports {

    @Dosync
    void write() {
      writeNow("report");
    }

    @Dosync
    private static void writeNow(String name) {
      new File(name).setReadOnly();
    }

    @Dosync
    void writeLater() {
      later(() -> new File("report").setReadOnly());
    }

    @Dosync
    private static void later(Runnable task) {
      Transaction.onCommit(task);
    }
  }

  @Test
  void classesOfThisTestAreWoven() {
    assertThat(Arrays.stream(Reports.class.getDeclaredMethods()).map(method -> method.getName()))
        .contains("dosync$write", "dosync$writeNow", "dosync$later");
  }

  @Test
  void effectIsFoundWithThePathThatTheSourceHas() {
    assertThatThrownBy(() -> SideEffects.in(Reports.class, "write").assertNone())
        .isInstanceOf(AssertionError.class)
        .extracting(thrown -> thrown.getMessage().replaceAll(":\\d+\\)", ")"))
        .asString()
        .startsWith(
            """
            FILE_WRITE in transaction WovenScanTest$Reports.write: java.io.File.setReadOnly
                at org.dosync.weave.WovenScanTest$Reports.writeNow(WovenScanTest.java)
                at org.dosync.weave.WovenScanTest$Reports.write(WovenScanTest.java)

            """);
  }

  @Test
  void allTransactionsAreScanned() {
    assertThatThrownBy(() -> SideEffects.in(Reports.class).assertNone())
        .hasMessageContaining("FILE_WRITE in transaction WovenScanTest$Reports.writeNow");
  }

  @Test
  void whatWaitsForTheCommitIsNone() {
    SideEffects.in(Reports.class, "writeLater").assertNone();
  }
}
