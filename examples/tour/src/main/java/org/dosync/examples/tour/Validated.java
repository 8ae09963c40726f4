package org.dosync.examples.tour;

import org.dosync.Atom;
import org.dosync.InvalidStateException;

final class Validated implements Example {

  @Override
  public String title() {
    return "A validator: less than 10, or nothing happens";
  }

  @Override
  public void run(Page page) {
    // tag::validator[]
    Atom<Integer> count = Atom.builder(1).name("count").validator(n -> n < 10).build();
    // end::validator[]
    page.show("count.swap(n -> n + 8)", count.swap(n -> n + 8), 9);
    try {
      count.swap(n -> n + 1); // 10
    } catch (InvalidStateException e) {
      page.refused("count.swap(n -> n + 1)", e);
    }
    page.show("count.deref()", count.deref(), 9);
    checkRefusal(page, count);
  }

  private static void checkRefusal(Page page, Atom<Integer> count) {
    try {
      count.swap(n -> n + 1);
      page.require(false, "10 is refused");
    } catch (InvalidStateException e) {
      page.require(e.reference() == count, "the exception names the atom");
      page.require(Integer.valueOf(10).equals(e.value()), "the exception names the value");
    }
  }
}
