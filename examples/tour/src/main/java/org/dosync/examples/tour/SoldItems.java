package org.dosync.examples.tour;

import org.dosync.Atom;

final class SoldItems implements Example {

  private static final int SERVERS = 4;
  private static final int SALES = 50_000;
  private static final int RETURNS = 20_000;

  @Override
  public String title() {
    return "The web shop: four servers count sold items, no sale is lost";
  }

  @Override
  public void run(Page page) throws Exception {
    // tag::sold[]
    Atom<Integer> sold = Atom.of(0);

    Workers.Task server =
        () -> {
          for (int i = 0; i < SALES; i++) {
            sold.swap(n -> n + 1);
          }
          for (int i = 0; i < RETURNS; i++) {
            sold.swap(n -> n - 1);
          }
        };
    // end::sold[]
    Workers servers = new Workers();
    for (int i = 0; i < SERVERS; i++) {
      servers.start(server);
    }
    servers.join();
    page.show("sold, by " + SERVERS + " servers at once", SERVERS * SALES, 200_000);
    page.show("returned", SERVERS * RETURNS, 80_000);
    page.show("sold.deref()", sold.deref(), 120_000);
  }
}
