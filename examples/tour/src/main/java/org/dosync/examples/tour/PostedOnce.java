package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onCommit;

import java.util.ArrayList;
import java.util.List;
import org.dosync.Ref;

final class PostedOnce implements Example {

  @Override
  public String title() {
    return "onCommit: a body may run twice, the letter goes out once";
  }

  @Override
  public void run(Page page) throws Exception {
    Rival rival = new Rival();
    List<String> hasty = new ArrayList<>();
    List<String> posted = new ArrayList<>();
    // tag::posted[]
    Ref<Integer> seats = Ref.of(10);

    dosync(
        () -> {
          int seat = seats.deref();
          seats.set(seat - 1);
          hasty.add("Seat " + seat + " is yours"); // wrong: once for each try
          onCommit(() -> posted.add("Seat " + seat + " is yours")); // right
          rival.comesFirst(() -> dosync(() -> seats.alter(n -> n - 1)));
        });
    // end::posted[]
    page.show("letters from the body", hasty.size(), 2);
    hasty.forEach(letter -> page.note("  " + letter));
    page.show("letters from onCommit", posted.size(), 1);
    posted.forEach(letter -> page.note("  " + letter));
    page.require(posted.equals(List.of("Seat 9 is yours")), "the letter of the try that counts");
    page.require(seats.deref() == 8, "both bookings are there");
  }
}
