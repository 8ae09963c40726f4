package org.dosync.examples.reservation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dosync.examples.reservation.Occupancy.State;

/** The seats and the itineraries of one moment, and whether they agree. */
public record Books(
    Map<Place, Occupancy> seats, List<Itinerary> itineraries, Map<String, Integer> saversLeft) {

  public long booked() {
    return itineraries.stream().filter(Itinerary::isBooked).count();
  }

  public long held() {
    return itineraries.size() - booked();
  }

  public long seats(State state) {
    return seats.values().stream().filter(seat -> seat.state() == state).count();
  }

  /** Seats that more than one itinerary has: none, or something is wrong. */
  public long oversold() {
    Set<Place> sold = new HashSet<>();
    Set<Place> soldAgain = new HashSet<>();
    for (Itinerary itinerary : itineraries) {
      itinerary.legs().stream().filter(place -> !sold.add(place)).forEach(soldAgain::add);
    }
    return soldAgain.size();
  }

  /**
   * Itineraries that do not have all their seats, and seats that are taken by none: none, or
   * something is wrong.
   */
  public long half() {
    long accounted =
        itineraries.stream().filter(this::isWhole).mapToLong(i -> i.legs().size()).sum();
    long incomplete = itineraries.stream().filter(itinerary -> !isWhole(itinerary)).count();
    long taken = seats.size() - seats(State.FREE);
    return incomplete + Math.max(0, taken - accounted);
  }

  private boolean isWhole(Itinerary itinerary) {
    State state = itinerary.isBooked() ? State.BOOKED : State.HELD;
    Occupancy expected = new Occupancy(state, itinerary.id());
    return itinerary.legs().stream().allMatch(place -> expected.equals(seats.get(place)));
  }
}
