package org.dosync.cdi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Collects what Dosync warns of, instead of its going to the console, until it is closed. */
final class CapturedLog implements AutoCloseable {

  private final Logger logger = Logger.getLogger("org.dosync");
  private final List<String> messages = new CopyOnWriteArrayList<>();

  CapturedLog() {
    logger.setFilter(
        record ->
            record.getLevel().intValue() >= Level.WARNING.intValue()
                && !messages.add(record.getMessage()));
  }

  List<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    logger.setFilter(null);
  }
}
