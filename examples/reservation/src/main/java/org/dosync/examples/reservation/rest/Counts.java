package org.dosync.examples.reservation.rest;

import java.util.Map;
import org.dosync.examples.reservation.Books;
import org.dosync.examples.reservation.Occupancy.State;
import org.dosync.examples.reservation.Office;

/**
 * The counts that matter.
 *
 * @param refused transactions that a rule has refused
 * @param refusals the same, by reason
 * @param tries for each transaction, on average
 * @param oversold seats that more than one itinerary has
 * @param half itineraries that do not have all their seats
 */
public record Counts(
    long booked,
    long held,
    long seatsBooked,
    long seatsHeld,
    long seatsFree,
    long refused,
    Map<String, Long> refusals,
    double tries,
    long oversold,
    long half,
    long confirmations) {

  static Counts of(Office office, Books books, long confirmations) {
    Map<String, Long> refusals = office.refusals();
    return new Counts(
        books.booked(),
        books.held(),
        books.seats(State.BOOKED),
        books.seats(State.HELD),
        books.seats(State.FREE),
        refusals.values().stream().mapToLong(Long::longValue).sum(),
        refusals,
        office.triesPerTransaction(),
        books.oversold(),
        books.half(),
        confirmations);
  }
}
