package org.dosync.examples.reservation.load;

import java.util.List;
import org.dosync.examples.reservation.Fare;
import org.dosync.examples.reservation.Place;

/** A row of the file: who wants which seats, and what becomes of the hold. */
record BookingRequest(String passenger, Fare fare, List<Place> legs, Then then) {

  /** What the passenger does with seats that are held. */
  enum Then {
    CONFIRM,
    CANCEL,
    /** Nothing: the hold expires. */
    LEAVE
  }
}
