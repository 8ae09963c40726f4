package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Ref;

final class Race implements Example {

  @Override
  public String title() {
    return "A race: two threads change one ref at the same time";
  }

  @Override
  public void run(Page page) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch bothHaveRead = new CountDownLatch(2);
    // tag::race[]
    Ref<Integer> seats = Ref.of(10);

    Workers.Task booking =
        () ->
            dosync(
                () -> {
                  tries.incrementAndGet();
                  seats.alter(n -> n - 1);
                  Workers.meet(bothHaveRead); // both have read 10: only one of them can commit 9
                });
    // end::race[]
    Workers threads = new Workers();
    threads.start(booking);
    threads.start(booking);
    threads.join();
    page.show("seats before", 10);
    page.show("bookings, both made from a read of 10", 2);
    page.show("tries: one to win, one to lose, one again", tries.get());
    page.show("seats.deref()", seats.deref(), 8);
    page.require(tries.get() >= 3, "the loser has tried again");
  }
}
