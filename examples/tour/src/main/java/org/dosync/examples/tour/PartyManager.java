package org.dosync.examples.tour;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dosync.Futures;
import org.dosync.Promise;

final class PartyManager implements Example {

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final CountDownLatch busy = new CountDownLatch(2);

  @Override
  public String title() {
    return "A promise: the party manager asks until the guest count is there";
  }

  @Override
  public void run(Page page) throws Exception {
    // tag::promise[]
    Promise<Integer> guestCount = new Promise<>();
    Promise<String> manager = Futures.future(() -> duties(guestCount));
    // end::promise[]
    Workers.await(busy);
    page.show("guestCount.isRealized()", guestCount.isRealized(), false);
    // tag::deliver[]
    boolean first = guestCount.deliver(50);
    boolean second = guestCount.deliver(60);
    // end::deliver[]
    page.show("the manager, twice or more", said.get(1));
    page.show("guestCount.deliver(50)", first, true);
    page.show("guestCount.deliver(60)", second, false);
    page.show("the manager at last", manager.deref(), "Total guest count is 50");
    page.require(said.stream().distinct().count() == 1, "the manager says one thing until then");
  }

  // tag::duties[]
  private String duties(Promise<Integer> guestCount) throws InterruptedException {
    while (!guestCount.isRealized()) {
      talkToGuests();
      trainWaitStaff();
      say("Don't know yet, call later");
      Thread.sleep(1);
    }
    return "Total guest count is " + guestCount.deref();
  }

  // end::duties[]

  private void talkToGuests() {}

  private void trainWaitStaff() {}

  private void say(String text) {
    said.add(text);
    busy.countDown();
  }
}
