package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import java.util.concurrent.atomic.LongAdder;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Ref;

final class EachInWhatFits implements Example {

  // tag::shop[]
  /** One class, five kinds of state, each in what fits it. */
  static final class Shop {
    private final String name = "Corner shop"; // never changes: a field
    private final LongAdder visits = new LongAdder(); // counted by all, seldom read
    private final Atom<Integer> price = Atom.of(5); // changes by itself
    private final Ref<Integer> stock = Ref.of(10); // these two
    private final Ref<Integer> till = Ref.of(0); //   change together
    private final Agent<StringBuilder> journal = Agent.of(new StringBuilder()); // one after another

    void sell() {
      visits.increment();
      dosync(
          () -> {
            stock.alter(n -> n - 1);
            till.alter(n -> n + price.deref());
            journal.send(text -> text.append("sold one\n"));
          });
    }
  }

  // end::shop[]

  @Override
  public String title() {
    return "What to take: a field, an adder, an atom, refs, an agent";
  }

  @Override
  public void run(Page page) throws Exception {
    Shop shop = new Shop();
    Workers buyers = new Workers();
    for (int i = 0; i < 4; i++) {
      buyers.start(shop::sell);
    }
    buyers.join();
    shop.price.swap(n -> n + 1);
    shop.sell();
    Agent.await(shop.journal);
    page.show("visits to the " + shop.name, shop.visits.sum(), 5L);
    page.show("stock", shop.stock.deref(), 5);
    page.show("till", shop.till.deref(), 26);
    page.show("lines of the journal", shop.journal.deref().toString().lines().count(), 5L);
  }
}
