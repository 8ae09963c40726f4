package org.dosync.examples.guarded;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

// tag::mended[]
@ApplicationScoped
class MendedBookings {

  private final Ref<Integer> seats = Ref.builder(10).name("seats").build();
  private final Ref<List<String>> guests = Ref.builder(List.<String>of()).name("guests").build();

  @Dosync
  String book(String id, String guest) {
    seats.alter(n -> n - 1);
    guests.alter(list -> with(list, guest));
    return "booking " + id;
  }

  private static List<String> with(List<String> list, String guest) {
    List<String> copy = new ArrayList<>(list);
    copy.add(guest);
    return List.copyOf(copy);
  }

  // end::mended[]
  int seats() {
    return seats.deref();
  }
  // tag::mended[]
}
// end::mended[]
