package org.dosync.examples.gameroom;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.Overflow;
import org.dosync.cdi.AgentKey;
import org.dosync.cdi.AgentState;

// tag::player[]
/** Each player has a queue of three frames: for the slow ones the oldest is left out. */
@AgentState(blocking = true, capacity = 3, overflow = Overflow.DROP_OLDEST)
class Player {

  private Line line;

  boolean connect(@AgentKey String name, Line line) { // waits for its turn
    this.line = line;
    return true;
  }

  CompletionStage<Void> show(@AgentKey String name, Frame frame) {
    line.send(frame);
    return CompletableFuture.completedFuture(null);
  }
}
// end::player[]
