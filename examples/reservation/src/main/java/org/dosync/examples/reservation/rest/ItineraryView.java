package org.dosync.examples.reservation.rest;

import java.util.List;
import org.dosync.examples.reservation.Itinerary;
import org.dosync.examples.reservation.Place;

/** An itinerary as clients see it. */
public record ItineraryView(
    String id,
    String passenger,
    String fare,
    List<PlaceView> legs,
    String status,
    String heldUntil) {

  /** A seat of a flight. */
  public record PlaceView(String flight, String seat) {

    static PlaceView of(Place place) {
      return new PlaceView(place.flight(), place.seat());
    }
  }

  static ItineraryView of(Itinerary itinerary) {
    return new ItineraryView(
        itinerary.id(),
        itinerary.passenger(),
        itinerary.fare().name(),
        itinerary.legs().stream().map(PlaceView::of).toList(),
        itinerary.status().name(),
        itinerary.heldUntil().toString());
  }
}
