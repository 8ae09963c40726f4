package org.dosync.examples.reservation.rest;

import java.util.List;
import java.util.Map;
import org.dosync.examples.reservation.Books;
import org.dosync.examples.reservation.Office;

/**
 * The books as clients see them.
 *
 * @param seats those that are not free, each with the itinerary that has it: 12C of AU101 is {@code
 *     AU101/12C}
 * @param confirmations the ids of the itineraries for which one was sent
 * @param notices how many booked seats each airline was told of
 */
public record BooksView(
    Counts counts,
    List<SeatView> seats,
    List<ItineraryView> itineraries,
    List<String> confirmations,
    Map<String, Long> notices) {

  /** A seat that is not free. */
  public record SeatView(String flight, String seat, String state, String itinerary) {}

  public static BooksView of(Office office) {
    Books books = office.books();
    List<String> confirmations = office.confirmations();
    return new BooksView(
        Counts.of(office, books, confirmations.size()),
        books.seats().entrySet().stream()
            .filter(seat -> !seat.getValue().itinerary().isEmpty())
            .map(
                seat ->
                    new SeatView(
                        seat.getKey().flight(),
                        seat.getKey().seat(),
                        seat.getValue().state().name(),
                        seat.getValue().itinerary()))
            .toList(),
        books.itineraries().stream().map(ItineraryView::of).toList(),
        confirmations,
        office.notices());
  }
}
