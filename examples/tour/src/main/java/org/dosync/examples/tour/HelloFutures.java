package org.dosync.examples.tour;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Futures;
import org.dosync.Promise;

final class HelloFutures implements Example {

  @Override
  public String title() {
    return "A future: another thread does the work";
  }

  @Override
  public void run(Page page) {
    CountDownLatch later = new CountDownLatch(1);
    AtomicReference<String> printed = new AtomicReference<>("nothing");
    // tag::future[]
    Promise<String> hello =
        Futures.future(
            () -> {
              later.await(); // takes its time
              printed.set("Hello futures!");
              return "done";
            });
    // end::future[]
    page.show("printed, when future(...) has returned", printed.get(), "nothing");
    page.show("hello.isRealized()", hello.isRealized(), false);
    page.show(
        "hello.deref(10 ms, \"later\")", hello.deref(Duration.ofMillis(10), "later"), "later");
    later.countDown();
    page.show("hello.deref(), which waits", hello.deref(), "done");
    page.show("printed", printed.get(), "Hello futures!");
  }
}
