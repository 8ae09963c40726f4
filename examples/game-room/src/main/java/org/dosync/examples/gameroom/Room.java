package org.dosync.examples.gameroom;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.dosync.Atom;
import org.dosync.cdi.AgentKey;
import org.dosync.cdi.AgentState;

// tag::room[]
/** Each room is a world of its own: its moves and ticks come one after another. */
@AgentState
class Room {

  private final Map<String, Integer> places = new TreeMap<>();
  private final Atom<Integer> missed = Atom.of(0);
  private int tick;

  @Inject Player players;

  void move(@AgentKey String room, String player, int steps) {
    places.merge(player, steps, Integer::sum);
  }

  void tick(@AgentKey String room) {
    Frame frame = new Frame(++tick, Map.copyOf(places));
    places.keySet().forEach(player -> show(player, frame));
  }

  int missed(@AgentKey String room) {
    return missed.deref();
  }

  private void show(String player, Frame frame) { // never waits
    players
        .show(player, frame)
        .exceptionally(
            leftOut -> {
              missed.swap(n -> n + 1);
              return null;
            });
  }
}
// end::room[]
