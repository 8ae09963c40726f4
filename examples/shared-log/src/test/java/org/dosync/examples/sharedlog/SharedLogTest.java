package org.dosync.examples.sharedlog;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line is whole, in the order of the thread that wrote it, and failures are heard of. */
class SharedLogTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Nested
  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({SharedLog.class, Alarm.class})
  class Beans {

    @TempDir Path directory;

    @Inject SharedLog log;
    @Inject Alarm alarm;

    @Test
    void theLinesOfOneThreadAreInItsOrder() throws IOException {
      Path file = directory.resolve("shared.log");
      log.open(file);
      log.write("My awesome message");
      log.write("My other awesome message");

      assertThat(log.close()).isEqualTo(2);
      assertThat(file).hasContent("My awesome message\nMy other awesome message");
    }

    @Test
    void aFailureThatNobodyWaitsForIsHeardOf() throws IOException {
      log.open(directory.resolve("shared.log"));
      log.close();
      log.write("too late");
      Probe.awaitQuiescent();
      assertThat(alarm.heard()).containsExactly("Stream closed");
      assertThat(Probe.failures()).hasSize(1);
    }
  }
}
