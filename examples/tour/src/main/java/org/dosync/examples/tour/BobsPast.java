package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.History;
import org.dosync.HistoryException;
import org.dosync.Ref;

final class BobsPast implements Example {

  @Override
  public String title() {
    return "A ref with a history: where did Bob live then?";
  }

  @Override
  public void run(Page page) {
    // tag::past[]
    Instant july22 = Instant.parse("2011-07-22T12:00:00Z");
    Instant september14 = Instant.parse("2011-09-14T12:00:00Z");

    AtomicReference<Instant> today = new AtomicReference<>(july22);
    History history = History.keep(10).withClock(today::get);
    Ref<String> location = Ref.builder("Chicago").name("location").history(history).build();

    today.set(september14);
    dosync(() -> location.set("San Francisco"));

    String inJuly = location.asOf(july22); // Chicago
    String inSeptember = location.asOf(september14); // San Francisco
    // end::past[]
    page.show("on July 22, 2011", inJuly, "Chicago");
    page.show("on August 1, 2011", location.asOf(Instant.parse("2011-08-01T12:00:00Z")), "Chicago");
    page.show("on September 14, 2011", inSeptember, "San Francisco");
    try {
      location.asOf(Instant.parse("2011-01-01T12:00:00Z"));
      page.require(false, "nobody knows what was before the ref");
    } catch (HistoryException e) {
      page.refused("on January 1, 2011", e);
      page.require(july22.equals(e.oldest()), "the exception tells since when it is known");
    }
  }
}
