package org.dosync.examples.reservation;

/**
 * The state of a seat, and whose it is.
 *
 * @param itinerary the id of the itinerary that has it; empty if the seat is free
 */
public record Occupancy(State state, String itinerary) {

  /** What can be with a seat. */
  public enum State {
    FREE,
    HELD,
    BOOKED
  }

  static final Occupancy FREE = new Occupancy(State.FREE, "");

  boolean isFree() {
    return state == State.FREE;
  }
}
