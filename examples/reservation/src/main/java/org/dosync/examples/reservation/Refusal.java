package org.dosync.examples.reservation;

/** The reservation system says no, and why. Whatever the transaction has changed is undone. */
public class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it says no. */
  public enum Reason {
    /** Another itinerary has one of the seats. */
    SEAT_TAKEN,
    /** A flight has no seat at the saver fare any more. */
    SAVER_SOLD_OUT,
    /** Nothing is sold at the moment. */
    SALES_CLOSED,
    /** The hold's time is over. */
    HOLD_EXPIRED,
    /** There is no such flight, seat or itinerary. */
    UNKNOWN,
    /** The request contradicts itself, or the state of what it is about. */
    IMPOSSIBLE
  }

  private final Reason reason;

  public Refusal(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
