package org.dosync.examples.reservation.load;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An audit of the books, by what each passenger has got. It believes none of their counts. */
public final class BooksCheck {

  private final List<String> violations = new ArrayList<>();
  private final Map<String, String> ownerOfSeat = new HashMap<>();
  private final Map<String, String> sold = new HashMap<>();
  private final Map<String, String> statusOfItinerary = new HashMap<>();
  private final Map<String, Integer> confirmations = new HashMap<>();

  private BooksCheck() {}

  /**
   * Finds what must not be.
   *
   * @param books as {@code GET api/books} answers
   * @param booked itineraries that clients were told are booked
   */
  public static List<String> violations(JsonObject books, Collection<String> booked) {
    BooksCheck check = new BooksCheck();
    check.read(books);
    books.getJsonArray("itineraries").getValuesAs(JsonObject.class).forEach(check::itinerary);
    check.seatsOfNobody();
    check.confirmations(booked);
    return check.violations;
  }

  private void read(JsonObject books) {
    for (JsonObject seat : books.getJsonArray("seats").getValuesAs(JsonObject.class)) {
      ownerOfSeat.put(place(seat), seat.getString("itinerary") + " " + seat.getString("state"));
    }
    books.getJsonArray("confirmations").getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .forEach(id -> confirmations.merge(id, 1, Integer::sum));
  }

  private void itinerary(JsonObject itinerary) {
    String id = itinerary.getString("id");
    String status = itinerary.getString("status");
    statusOfItinerary.put(id, status);
    for (JsonObject leg : itinerary.getJsonArray("legs").getValuesAs(JsonObject.class)) {
      String other = sold.put(place(leg), id);
      if (other != null) {
        violations.add("Seat %s is sold twice: to %s and %s".formatted(place(leg), other, id));
      }
      String owner = ownerOfSeat.get(place(leg));
      if (!(id + " " + status).equals(owner)) {
        violations.add(
            "Itinerary %s is %s by half: its seat %s has %s"
                .formatted(id, status, place(leg), owner));
      }
    }
  }

  private void seatsOfNobody() {
    ownerOfSeat.forEach(
        (place, owner) -> {
          if (!sold.containsKey(place)) {
            violations.add("Seat %s is taken by %s, which there is not".formatted(place, owner));
          }
        });
  }

  private void confirmations(Collection<String> booked) {
    statusOfItinerary.forEach(
        (id, status) -> {
          int expected = status.equals("BOOKED") ? 1 : 0;
          int sent = confirmations.getOrDefault(id, 0);
          if (sent != expected) {
            violations.add("Itinerary %s is %s, with %d confirmations".formatted(id, status, sent));
          }
        });
    confirmations.keySet().stream()
        .filter(id -> !statusOfItinerary.containsKey(id))
        .forEach(
            id ->
                violations.add("A confirmation was sent for %s, which there is not".formatted(id)));
    booked.stream()
        .filter(id -> !"BOOKED".equals(statusOfItinerary.get(id)))
        .forEach(
            id -> violations.add("A client was told that %s is booked: it is not".formatted(id)));
  }

  private static String place(JsonObject place) {
    return place.getString("flight") + "/" + place.getString("seat");
  }
}
