package org.dosync.examples.gameroom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.dosync.cdi.Every;

/** The rooms, which all live by the same tick. */
@ApplicationScoped
class House {

  private static final List<String> ROOMS = List.of("cave", "tower");

  @Inject Room rooms;

  // tag::every[]
  @Every("10ms")
  void tick() {
    ROOMS.forEach(room -> rooms.tick(room));
  }
  // end::every[]
}
