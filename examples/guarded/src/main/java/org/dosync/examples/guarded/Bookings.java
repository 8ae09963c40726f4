package org.dosync.examples.guarded;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

// tag::bookings[]
@ApplicationScoped
class Bookings {

  private final Ref<Integer> seats = Ref.builder(10).name("seats").build();
  private final List<String> guests = new ArrayList<>();

  @Dosync
  String book(String guest) {
    seats.alter(n -> n - 1);
    guests.add(guest);
    return "booking " + UUID.randomUUID();
  }
}
// end::bookings[]
