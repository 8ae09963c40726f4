package org.dosync.examples.tour;

import org.dosync.Atom;

final class OneValue implements Example {

  @Override
  public String title() {
    return "An atom: one value that changes by itself";
  }

  @Override
  public void run(Page page) {
    // tag::atom[]
    Atom<Integer> count = Atom.of(1);

    String shown = count.toString(); // #<Atom@15c313da: 1>
    int before = count.deref(); // 1
    int after = count.swap(n -> n + 1); // 2
    // end::atom[]
    page.show("count = Atom.of(1)", shown);
    page.require(
        shown.matches("#<Atom@\\p{XDigit}+: 1>"), "its type, identity and value are shown");
    page.show("count.deref()", before, 1);
    page.show("count.swap(n -> n + 1)", after, 2);
    page.show("count.deref()", count.deref(), 2);
  }
}
