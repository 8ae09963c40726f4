package org.dosync.examples.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import org.dosync.Scheduler;
import org.dosync.cdi.DosyncExtension;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** The timer handle that is leaked when a transaction is retried. */
class LoggingTest {

  @DosyncTest(guard = false)
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  static class Leaky {

    static int running;

    @Inject LeakyLogging logging;
    @Inject Timers timers;

    @Test
    void aLoggerIsAdded() {
      logging.addLogger(10, () -> "all is well");
      running = timers.running();
    }
  }

  @Test
  void theLeakIsFoundByARetry() throws IOException {
    String message = Failed.message(Leaky.class);

    assertThat(message).contains("into ref handles");
    assertThat(OnPage.text()).contains(message);
    assertThat(Leaky.running).as("timers for one period").isEqualTo(2);
  }

  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  static class Guarded {

    static int running;

    @Inject LeakyLogging logging;
    @Inject Timers timers;

    @Test
    void aLoggerIsAdded() {
      try {
        logging.addLogger(10, () -> "all is well");
      } finally {
        running = timers.running();
      }
    }
  }

  @Test
  void theTimerIsRefusedByTheGuard() throws IOException {
    String message = Failed.message(Guarded.class);

    assertThat(message).startsWith("THREAD in transaction \"LeakyLogging.addLogger\"");
    assertThat(OnPage.text()).contains(message);
    assertThat(Guarded.running).as("timers").isZero();
  }

  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  static class Released {

    @Inject ReleasedLogging logging;
    @Inject Timers timers;

    @Test
    void aLoggerIsAdded() {
      logging.addLogger(10, () -> "all is well");
      logging.addLogger(10, () -> "still");
      assertThat(timers.running()).isEqualTo(1);
    }
  }

  @Test
  void theBeanThatReleasesItPasses() {
    assertThat(Failed.message(Released.class)).isEqualTo("nothing failed");
  }

  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  static class Mended {

    @Inject MendedLogging logging;
    @Inject Scheduler scheduler;

    @Test
    void aLoggerIsAdded() {
      logging.addLogger(10, () -> "all is well");
      logging.addLogger(10, () -> "still");
      assertThat(scheduler.scheduledJobs()).hasSize(1);
    }
  }

  @Test
  void theMendedBeanPasses() {
    assertThat(Failed.message(Mended.class)).isEqualTo("nothing failed");
  }
}
