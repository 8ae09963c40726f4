package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.collections.RefMap;
import org.dosync.collections.RefQueue;

final class Warehouse implements Example {

  @Override
  public String title() {
    return "Collections of refs: other keys are nobody's business";
  }

  @Override
  public void run(Page page) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Rival rival = new Rival();
    // tag::warehouse[]
    RefMap<String, Integer> stock = new RefMap<>(Map.of("apples", 10, "pears", 5));
    RefQueue<String> orders = new RefQueue<>();

    dosync(
        () -> {
          tries.incrementAndGet();
          stock.merge("apples", -1, Integer::sum);
          orders.offer("an apple");
          rival.comesFirst(() -> stock.merge("pears", -1, Integer::sum)); // in nobody's way
        });
    Map<String, Integer> now = stock.snapshot();
    String next = dosync(orders::take); // would wait for an order
    // end::warehouse[]
    page.show("tries, another thread at another key", tries.get(), 1);
    page.show("apples and pears", now.get("apples") + ", " + now.get("pears"), "9, 4");
    page.show("orders.take()", next, "an apple");
  }
}
