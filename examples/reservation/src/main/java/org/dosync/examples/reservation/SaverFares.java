package org.dosync.examples.reservation;

import static org.dosync.examples.reservation.Refusal.Reason.SAVER_SOLD_OUT;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

/** The fare rule: a third of each flight's seats is sold at the saver fare. */
@ApplicationScoped
@Dosync(propagation = Propagation.MANDATORY)
class SaverFares {

  static final int OF_A_FLIGHT = Flight.ROWS * Flight.LETTERS.length() / 3;

  private final Map<String, Ref<Integer>> left = new HashMap<>();

  @Inject Timetable timetable;

  @PostConstruct
  void allLeft() {
    for (Flight flight : timetable.flights()) {
      String name = "saver fares of " + flight.number();
      left.put(flight.number(), Ref.builder(OF_A_FLIGHT).name(name).build());
    }
  }

  void take(Itinerary itinerary) {
    if (itinerary.fare() == Fare.SAVER) {
      itinerary.legs().forEach(this::takeOne);
    }
  }

  private void takeOne(Place place) {
    Ref<Integer> ofFlight = left.get(timetable.flight(place.flight()).number());
    if (ofFlight.deref() == 0) {
      throw new Refusal(
          SAVER_SOLD_OUT,
          "Flight %s has sold its %d seats at the saver fare. Choose the full fare, or another flight"
              .formatted(place.flight(), OF_A_FLIGHT));
    }
    ofFlight.alter(n -> n - 1);
  }

  void giveBack(Itinerary itinerary) {
    if (itinerary.fare() == Fare.SAVER) {
      itinerary.legs().forEach(place -> left.get(place.flight()).alter(n -> n + 1));
    }
  }

  Map<String, Integer> left() {
    Map<String, Integer> now = new HashMap<>();
    left.forEach((flight, ref) -> now.put(flight, ref.deref()));
    return now;
  }
}
