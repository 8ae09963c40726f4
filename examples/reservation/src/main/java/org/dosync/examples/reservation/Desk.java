package org.dosync.examples.reservation;

import static org.dosync.examples.reservation.Refusal.Reason.HOLD_EXPIRED;
import static org.dosync.examples.reservation.Refusal.Reason.IMPOSSIBLE;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.dosync.cdi.Dosync;

/** Where itineraries are held, confirmed and released. Each method is a transaction. */
@ApplicationScoped
@Dosync
class Desk {

  @Inject Seats seats;
  @Inject Itineraries itineraries;
  @Inject SaverFares saverFares;
  @Inject Confirmations confirmations;
  @Inject AirlineNotices notices;
  @Inject Tally tally;

  Itinerary hold(Itinerary wanted) {
    tally.countTry();
    wanted.legs().forEach(place -> seats.hold(place, wanted));
    saverFares.take(wanted);
    itineraries.put(wanted);
    return wanted;
  }

  Itinerary confirm(String id, Instant now) {
    tally.countTry();
    Itinerary held = itineraries.get(id);
    if (held.isBooked()) {
      return held; // asked again: it was confirmed once
    }
    requireInTime(held, now);
    Itinerary booked = held.booked();
    booked.legs().forEach(place -> seats.book(place, booked));
    itineraries.put(booked);
    confirmations.send(booked); // goes out after the commit, once
    notices.tell(booked); // the same, on another thread
    return booked;
  }

  private static void requireInTime(Itinerary held, Instant now) {
    if (held.isOver(now)) {
      throw new Refusal(
          HOLD_EXPIRED,
          "The hold %s has expired at %s. Hold the seats again"
              .formatted(held.id(), held.heldUntil()));
    }
  }

  /** A passenger thinks better of it. */
  void cancel(String id) {
    tally.countTry();
    Itinerary held = itineraries.get(id);
    if (held.isBooked()) {
      throw new Refusal(
          IMPOSSIBLE, "Itinerary %s is booked and confirmed: it can't be cancelled".formatted(id));
    }
    release(held);
  }

  /** Whether it was still there, and its time over. */
  boolean expire(String id, Instant now) {
    tally.countTry();
    if (!itineraries.has(id) || !itineraries.get(id).isOver(now)) {
      return false;
    }
    release(itineraries.get(id));
    return true;
  }

  private void release(Itinerary held) {
    held.legs().forEach(seats::release);
    saverFares.giveBack(held);
    itineraries.remove(held.id());
  }

  @Dosync(readOnly = true)
  Itinerary look(String id) {
    return itineraries.get(id);
  }

  @Dosync(readOnly = true)
  List<String> over(Instant now) {
    return itineraries.all().stream().filter(i -> i.isOver(now)).map(Itinerary::id).toList();
  }

  /** All that the system knows, as it was at one moment, however many book meanwhile. */
  @Dosync(readOnly = true)
  Books books() {
    return new Books(seats.all(), itineraries.all(), saverFares.left());
  }
}
