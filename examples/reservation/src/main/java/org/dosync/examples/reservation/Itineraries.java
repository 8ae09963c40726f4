package org.dosync.examples.reservation;

import static org.dosync.examples.reservation.Refusal.Reason.UNKNOWN;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.dosync.Propagation;
import org.dosync.cdi.Dosync;
import org.dosync.collections.RefMap;

/**
 * Holds and bookings by their ids: a map whose keys are in nobody's way. A map in one ref would be
 * in everybody's, since each hold changes it.
 */
@ApplicationScoped
@Dosync(propagation = Propagation.MANDATORY)
class Itineraries {

  private final RefMap<String, Itinerary> byId = new RefMap<>();

  void put(Itinerary itinerary) {
    byId.put(itinerary.id(), itinerary);
  }

  void remove(String id) {
    byId.remove(id);
  }

  Itinerary get(String id) {
    Itinerary found = byId.get(id);
    if (found == null) {
      throw new Refusal(
          UNKNOWN,
          "There is no itinerary %s: a hold that was released, or has expired, is gone. Hold the seats again"
              .formatted(id));
    }
    return found;
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  List<Itinerary> all() {
    return List.copyOf(byId.snapshot().values());
  }
}
