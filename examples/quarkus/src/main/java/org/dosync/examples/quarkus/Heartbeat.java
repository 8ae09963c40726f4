package org.dosync.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import org.dosync.cdi.Every;

/** Beats while the application runs, though nobody injects it. */
@ApplicationScoped
class Heartbeat {

  static final CountDownLatch THREE_BEATS = new CountDownLatch(3);

  @Every("10ms")
  void beat() {
    THREE_BEATS.countDown();
  }
}
