package org.dosync.examples.reservation;

import static org.dosync.examples.reservation.Refusal.Reason.UNKNOWN;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flights of the day: ten from each of twelve cities. It never changes. */
@ApplicationScoped
public class Timetable {

  private static final List<String> AIRLINES = List.of("AU", "BO", "CI", "DW");
  private static final List<String> CITIES =
      List.of(
          "Athens",
          "Berlin",
          "Cairo",
          "Dublin",
          "Evora",
          "Fez",
          "Graz",
          "Hamburg",
          "Innsbruck",
          "Jena",
          "Krakow",
          "Lisbon");
  private static final int FLIGHTS = 120;

  private final Map<String, Flight> flights = new LinkedHashMap<>();

  public Timetable() {
    for (int i = 0; i < FLIGHTS; i++) {
      String number = AIRLINES.get(i % AIRLINES.size()) + (101 + i);
      int from = i % CITIES.size();
      int to = (from + 1 + i / CITIES.size()) % CITIES.size();
      flights.put(number, new Flight(number, CITIES.get(from), CITIES.get(to)));
    }
  }

  public List<Flight> flights() {
    return List.copyOf(flights.values());
  }

  /**
   * Finds a flight.
   *
   * @throws Refusal if there is none of that number
   */
  public Flight flight(String number) {
    Flight flight = flights.get(number);
    if (flight == null) {
      throw new Refusal(
          UNKNOWN,
          "There is no flight %s. GET api/flights lists all %d".formatted(number, flights.size()));
    }
    return flight;
  }
}
