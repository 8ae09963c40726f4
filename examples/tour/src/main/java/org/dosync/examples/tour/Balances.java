package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import org.dosync.LongRef;
import org.dosync.Ref;

final class Balances implements Example {

  @Override
  public String title() {
    return "Balances in cents: numbers that need no box";
  }

  @Override
  public void run(Page page) {
    // tag::balances[]
    LongRef savings = LongRef.of(5_000_000_000L);
    LongRef current = LongRef.of(0);
    Ref<String> statement = Ref.of("");

    dosync(
        () -> {
          savings.alter(cents -> cents - 120_000);
          current.alter(cents -> cents + 120_000);
          statement.set("rent, " + current.getAsLong());
        });
    // end::balances[]
    page.show("savings", savings.getAsLong(), 4_999_880_000L);
    page.show("current", current.getAsLong(), 120_000L);
    page.show("statement", statement.deref(), "rent, 120000");
  }
}
