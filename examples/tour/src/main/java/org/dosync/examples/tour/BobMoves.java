package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import org.dosync.Ref;

final class BobMoves implements Example {

  @Override
  public String title() {
    return "A ref: where does Bob live?";
  }

  @Override
  public void run(Page page) {
    // tag::moves[]
    Ref<String> location = Ref.of("Chicago");
    String held = location.deref();

    dosync(() -> location.set("San Francisco"));
    // end::moves[]
    page.show("held = location.deref()", "Chicago", held);
    page.show("dosync(() -> location.set(\"San Francisco\"))", "Bob has moved");
    page.show("held, by whoever has asked before", held, "Chicago");
    page.show("location.deref()", location.deref(), "San Francisco");
  }
}
