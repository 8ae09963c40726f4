package org.dosync.examples.reservation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.dosync.cdi.Async;

/** Tells airlines of seats that are booked; here by a count for each. */
@ApplicationScoped
class AirlineNotices {

  private final Map<String, LongAdder> seats = new ConcurrentHashMap<>();

  @Inject Timetable timetable;

  @Async
  void tell(Itinerary booked) {
    booked.legs().stream()
        .map(place -> timetable.flight(place.flight()).airline())
        .forEach(airline -> seats.computeIfAbsent(airline, a -> new LongAdder()).increment());
  }

  /** How many seats each airline knows of. */
  Map<String, Long> told() {
    Map<String, Long> told = new TreeMap<>();
    seats.forEach((airline, count) -> told.put(airline, count.sum()));
    return told;
  }
}
