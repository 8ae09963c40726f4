package org.dosync.examples.rolluplog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;

/** Where the lines go. */
@ApplicationScoped
class Console {

  private final CountDownLatch twoRollups = new CountDownLatch(2);

  void print(@Observes Line line) {
    System.out.println(line.text());
    if (line.period().equals(Requests.SELDOM)) {
      twoRollups.countDown();
    }
  }

  void awaitTwoRollups() throws InterruptedException {
    twoRollups.await();
  }
}
