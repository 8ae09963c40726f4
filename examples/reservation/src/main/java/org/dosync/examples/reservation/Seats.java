package org.dosync.examples.reservation;

import static org.dosync.examples.reservation.Refusal.Reason.SEAT_TAKEN;
import static org.dosync.examples.reservation.Refusal.Reason.UNKNOWN;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;
import org.dosync.examples.reservation.Occupancy.State;

/**
 * A ref for each seat, and none for a flight: two passengers get into each other's way if they want
 * the same seat, and never if they only board the same plane.
 */
@ApplicationScoped
@Dosync(propagation = Propagation.MANDATORY) // a part of a transaction of the desk
class Seats {

  private final Map<Place, Ref<Occupancy>> refs = new LinkedHashMap<>();

  @Inject Timetable timetable;

  @PostConstruct
  void allFree() {
    for (Flight flight : timetable.flights()) {
      for (Place place : flight.places()) {
        refs.put(place, Ref.builder(Occupancy.FREE).name(place.toString()).build());
      }
    }
  }

  void hold(Place place, Itinerary itinerary) {
    Ref<Occupancy> seat = seat(place);
    if (!seat.deref().isFree()) {
      throw new Refusal(SEAT_TAKEN, "Seat %s is taken. Choose another".formatted(place));
    }
    seat.set(new Occupancy(State.HELD, itinerary.id()));
  }

  void book(Place place, Itinerary itinerary) {
    seat(place).set(new Occupancy(State.BOOKED, itinerary.id()));
  }

  void release(Place place) {
    seat(place).set(Occupancy.FREE);
  }

  Map<Place, Occupancy> all() {
    Map<Place, Occupancy> all = new LinkedHashMap<>();
    refs.forEach((place, seat) -> all.put(place, seat.deref()));
    return all;
  }

  private Ref<Occupancy> seat(Place place) {
    Ref<Occupancy> seat = refs.get(place);
    if (seat == null) {
      throw new Refusal(
          UNKNOWN,
          "Flight %s has no seat %s. They are from 1%s to %d%s"
              .formatted(
                  timetable.flight(place.flight()).number(),
                  place.seat(),
                  Flight.LETTERS.substring(0, 1),
                  Flight.ROWS,
                  Flight.LETTERS.substring(Flight.LETTERS.length() - 1)));
    }
    return seat;
  }
}
