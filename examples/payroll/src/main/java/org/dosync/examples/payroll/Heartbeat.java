package org.dosync.examples.payroll;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import org.dosync.cdi.Every;

/** Beats while the application runs. */
@ApplicationScoped
class Heartbeat {

  private final CountDownLatch threeBeats = new CountDownLatch(3);

  // tag::every[]
  @Every("10ms")
  void beat() {
    threeBeats.countDown();
  }

  // end::every[]

  void awaitThree() throws InterruptedException {
    threeBeats.await();
  }
}
