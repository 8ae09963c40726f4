package org.dosync.examples.reservation;

import static org.dosync.examples.reservation.Refusal.Reason.UNKNOWN;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

/**
 * Holds and bookings by their ids, on many shelves: one ref for all would be in everybody's way,
 * since each hold changes it.
 */
@ApplicationScoped
@Dosync(propagation = Propagation.MANDATORY)
class Itineraries {

  private static final int SHELVES = 4096;

  private final List<Ref<Map<String, Itinerary>>> shelves =
      Stream.generate(() -> Ref.builder(Map.<String, Itinerary>of()).name("shelf").build())
          .limit(SHELVES)
          .toList();

  void put(Itinerary itinerary) {
    change(itinerary.id(), shelf -> shelf.put(itinerary.id(), itinerary));
  }

  void remove(String id) {
    change(id, shelf -> shelf.remove(id));
  }

  Itinerary get(String id) {
    Itinerary found = shelf(id).deref().get(id);
    if (found == null) {
      throw new Refusal(
          UNKNOWN,
          "There is no itinerary %s: a hold that was released, or has expired, is gone. Hold the seats again"
              .formatted(id));
    }
    return found;
  }

  boolean has(String id) {
    return shelf(id).deref().containsKey(id);
  }

  List<Itinerary> all() {
    return shelves.stream().flatMap(shelf -> shelf.deref().values().stream()).toList();
  }

  private Ref<Map<String, Itinerary>> shelf(String id) {
    return shelves.get(Math.floorMod(id.hashCode(), SHELVES));
  }

  private void change(String id, Consumer<Map<String, Itinerary>> change) {
    Map<String, Itinerary> copy = new HashMap<>(shelf(id).deref());
    change.accept(copy);
    shelf(id).set(Map.copyOf(copy));
  }
}
