package org.dosync.examples.reservation.rest;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dosync.examples.reservation.Books;
import org.dosync.examples.reservation.Occupancy;
import org.dosync.examples.reservation.Office;

/**
 * What the page shows: counts, and the seats of one moment.
 *
 * @param seats a character for each seat of a flight, in their order: {@code .} is free, {@code h}
 *     held, {@code b} booked
 */
record Picture(Counts counts, boolean open, Map<String, String> seats) {

  static Picture of(Office office) {
    int confirmations = office.confirmations().size(); // first, or there are more than bookings
    Books books = office.books();
    Map<String, StringBuilder> seats = new LinkedHashMap<>();
    books
        .seats()
        .forEach(
            (place, seat) ->
                seats
                    .computeIfAbsent(place.flight(), flight -> new StringBuilder())
                    .append(shown(seat)));
    Map<String, String> texts = new LinkedHashMap<>();
    seats.forEach((flight, text) -> texts.put(flight, text.toString()));
    Counts counts = Counts.of(office, books, confirmations);
    return new Picture(counts, office.sales().open(), texts);
  }

  private static char shown(Occupancy seat) {
    return switch (seat.state()) {
      case FREE -> '.';
      case HELD -> 'h';
      case BOOKED -> 'b';
    };
  }

  /** As JSON, with the flights whose seats are not as they were seen. */
  String since(Map<String, String> seen) {
    JsonObjectBuilder flights = Json.createObjectBuilder();
    seats.forEach(
        (flight, text) -> {
          if (!text.equals(seen.get(flight))) {
            flights.add(flight, text);
          }
        });
    return Json.createObjectBuilder()
        .add("booked", counts.booked())
        .add("held", counts.held())
        .add("seatsBooked", counts.seatsBooked())
        .add("seatsHeld", counts.seatsHeld())
        .add("seatsFree", counts.seatsFree())
        .add("refused", counts.refused())
        .add("tries", counts.tries())
        .add("oversold", counts.oversold())
        .add("half", counts.half())
        .add("confirmations", counts.confirmations())
        .add("open", open)
        .add("flights", flights)
        .build()
        .toString();
  }
}
