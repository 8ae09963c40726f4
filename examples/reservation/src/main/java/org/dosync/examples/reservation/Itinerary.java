package org.dosync.examples.reservation;

import java.time.Instant;
import java.util.List;

/**
 * A passenger's seats on one flight after the other: all of them, or none.
 *
 * @param heldUntil when a hold ends; nothing to a booking
 */
public record Itinerary(
    String id, String passenger, Fare fare, List<Place> legs, Status status, Instant heldUntil) {

  /** A hold becomes a booking, or is released. */
  public enum Status {
    HELD,
    BOOKED
  }

  boolean isBooked() {
    return status == Status.BOOKED;
  }

  boolean isOver(Instant now) {
    return !isBooked() && !now.isBefore(heldUntil);
  }

  Itinerary booked() {
    return new Itinerary(id, passenger, fare, legs, Status.BOOKED, heldUntil);
  }
}
