package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import org.dosync.Ref;

final class Coupon implements Example {

  @Override
  public String title() {
    return "Nesting: the coupon fails and is undone, the order stands";
  }

  @Override
  public void run(Page page) {
    // tag::nested[]
    Ref<Integer> price = Ref.of(40);
    Ref<Integer> coupons = Ref.of(1);
    Ref<String> order = Ref.of("none");

    dosync(
        () -> {
          order.set("one book");
          try {
            dosync(
                () -> {
                  coupons.alter(n -> n - 1);
                  price.alter(p -> p - 50);
                  if (price.deref() < 0) {
                    throw new IllegalArgumentException("The coupon is worth more than the book");
                  }
                });
          } catch (IllegalArgumentException e) {
            order.alter(text -> text + ", without coupon");
          }
        });
    // end::nested[]
    page.show("order.deref()", order.deref(), "one book, without coupon");
    page.show("price.deref()", price.deref(), 40);
    page.show("coupons.deref()", coupons.deref(), 1);
  }
}
