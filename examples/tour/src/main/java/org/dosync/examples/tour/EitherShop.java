package org.dosync.examples.tour;

import static org.dosync.Transaction.check;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.orElse;

import org.dosync.Ref;

final class EitherShop implements Example {

  @Override
  public String title() {
    return "orElse: if there is none in one shop, take it from the other";
  }

  @Override
  public void run(Page page) {
    Ref<Integer> north = Ref.of(0);
    Ref<Integer> south = Ref.of(3);
    page.show("stock in the north, and in the south", north.deref() + ", " + south.deref());
    // tag::or-else[]
    String shop = orElse(() -> buy("north", north), () -> buy("south", south));
    // end::or-else[]
    page.show("orElse(() -> buy(north), () -> buy(south))", shop, "south");
    page.show("stock afterwards", north.deref() + ", " + south.deref(), "0, 2");
  }

  // tag::buy[]
  static String buy(String shop, Ref<Integer> stock) {
    return dosync(
        () -> {
          check(stock.deref() > 0);
          stock.alter(n -> n - 1);
          return shop;
        });
  }
  // end::buy[]
}
