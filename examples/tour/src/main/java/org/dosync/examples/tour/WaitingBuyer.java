package org.dosync.examples.tour;

import static org.dosync.Transaction.check;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onAbort;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Ref;

final class WaitingBuyer implements Example {

  @Override
  public String title() {
    return "check: a buyer waits until there is something to buy";
  }

  @Override
  public void run(Page page) throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch cameInVain = new CountDownLatch(1);
    Ref<Integer> stock = Ref.of(0);
    Workers buyer = new Workers();
    buyer.start(
        () ->
            dosync(
                () -> {
                  looks.incrementAndGet();
                  onAbort(cameInVain::countDown);
                  buy(stock);
                }));
    Workers.await(cameInVain);
    page.show("stock.deref(), and a buyer waits", stock.deref(), 0);
    dosync(() -> stock.set(5));
    buyer.join();
    page.show("dosync(() -> stock.set(5))", "the buyer wakes up");
    page.show("stock.deref()", stock.deref(), 4);
    page.show("how often the buyer has looked", looks.get(), 2);
  }

  // tag::check[]
  static void buy(Ref<Integer> stock) {
    dosync(
        () -> {
          check(stock.deref() > 0); // else wait until it changes, and start again
          stock.alter(n -> n - 1);
        });
  }
  // end::check[]
}
