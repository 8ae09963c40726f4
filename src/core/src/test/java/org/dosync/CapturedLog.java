package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what Dosync logs, instead of its going to the console, until it is closed. */
final class CapturedLog implements AutoCloseable {

  private final Logger logger = Logger.getLogger("org.dosync");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  CapturedLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  /**
   * A class that the JDK loads for its first log, at the end of the stack, is lost to all tests.
   */
  static void warmUp() {
    try (CapturedLog log = new CapturedLog()) {
      Failures.LOGGER.log(System.Logger.Level.ERROR, "the logger is there");
      assertThat(log.isEmpty()).isFalse();
    }
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  LogRecord only() {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
