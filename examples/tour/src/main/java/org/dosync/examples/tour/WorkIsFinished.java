package org.dosync.examples.tour;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.dosync.Agent;
import org.dosync.CloseReport;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;

final class WorkIsFinished implements Example {

  @Override
  public String title() {
    return "A runtime that is closed: work is finished, or reported";
  }

  @Override
  public void run(Page page) throws Exception {
    Agent<Integer> sold;
    // tag::close[]
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("shop").build()) {
      sold = Agent.builder(0).runtime(runtime).build();
      for (int i = 0; i < 1_000; i++) {
        sold.send(n -> n + 1);
      }
    } // waits until all have run
    // end::close[]
    page.show("sold.deref(), after the close", sold.deref(), 1_000);

    CountDownLatch begun = new CountDownLatch(1);
    DosyncRuntime hurried = DosyncRuntime.builder().name("hurried").build();
    Agent<Integer> stuck = Agent.builder(0).runtime(hurried).build();
    stuck.sendOff(n -> neverEnds(begun, n));
    Promise<Integer> promise = stuck.submit(n -> n + 1);
    Workers.await(begun);
    // tag::report[]
    CloseReport report = hurried.close(Duration.ofMillis(20));
    // end::report[]
    page.note("An action that does not end, and one behind it:");
    page.show("report.isClean()", report.isClean(), false);
    page.show("dropped", report.left().get(0).dropped(), 1L);
    page.show("its promise is done, with a failure", promise.isCompletedExceptionally(), true);
  }

  private static Integer neverEnds(CountDownLatch begun, Integer n) {
    begun.countDown();
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    return n;
  }
}
