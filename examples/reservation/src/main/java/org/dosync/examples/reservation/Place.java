package org.dosync.examples.reservation;

/** A seat of a flight: 12C of AU101. */
public record Place(String flight, String seat) {

  @Override
  public String toString() {
    return flight + "/" + seat;
  }
}
