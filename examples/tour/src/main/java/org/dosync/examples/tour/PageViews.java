package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Ref;

final class PageViews implements Example {

  @Override
  public String title() {
    return "commute: when the order does not matter, nobody has to try again";
  }

  @Override
  public void run(Page page) throws Exception {
    page.show("tries of alter, another thread in its way", triesOfAlter(page), 2);
    page.show("tries of commute, another thread in its way", triesOfCommute(page), 1);
    page.show("views, in either case", 2);
  }

  private static int triesOfAlter(Page page) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Rival rival = new Rival();
    Ref<Integer> views = Ref.of(0);
    dosync(
        () -> {
          tries.incrementAndGet();
          views.alter(n -> n + 1);
          rival.comesFirst(() -> dosync(() -> views.alter(n -> n + 1)));
        });
    page.require(views.deref() == 2, "both views count");
    return tries.get();
  }

  private static int triesOfCommute(Page page) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Rival rival = new Rival();
    // tag::commute[]
    Ref<Integer> views = Ref.of(0);

    dosync(
        () -> {
          tries.incrementAndGet();
          views.commute(n -> n + 1); // runs at the commit, on the newest value
          rival.comesFirst(() -> dosync(() -> views.commute(n -> n + 1)));
        });
    // end::commute[]
    page.require(views.deref() == 2, "both views count");
    return tries.get();
  }
}
