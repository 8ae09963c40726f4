package org.dosync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A send to an agent whose queue has no room, by its {@link Overflow}.
 *
 * @param agent for messages
 */
record FullAgent(Agent<?> agent, AgentLoop loop, Overflow overflow, long sendTimeoutNanos) {

  /** Once there is room, or room was made. */
  void send(Sent sent) {
    switch (overflow) {
      case BLOCK -> sendAfterAWait(sent);
      case DROP_OLDEST -> sendInsteadOfTheOldest(sent);
      default -> throw full("has no room for another action");
    }
  }

  private void sendAfterAWait(Sent sent) {
    long deadline = System.nanoTime() + sendTimeoutNanos;
    do {
      awaitRoom(deadline - System.nanoTime());
    } while (!sendOrLeaveRoom(sent));
  }

  /** Whoever was woken and is refused then leaves the place to the next one who waits for it. */
  private boolean sendOrLeaveRoom(Sent sent) {
    try {
      return loop.send(sent);
    } catch (Throwable refused) {
      loop.roomMade();
      throw refused;
    }
  }

  /** Tells of it when the place is taken: whoever is told may send as well. */
  private void sendInsteadOfTheOldest(Sent sent) {
    List<Sent> dropped = new ArrayList<>();
    try {
      do {
        dropOldest(dropped);
      } while (!loop.send(sent));
    } finally {
      tell(dropped);
    }
  }

  private void awaitRoom(long nanos) {
    Activity here = Current.activity();
    boolean ofAnAgent = here instanceof AgentLoop || here instanceof Aftermath;
    boolean mayWait = Current.attempt() == null && !ofAnAgent;
    if (!mayWait || !loop.awaitRoom(nanos)) {
      throw full(mayWait ? "has had no room in time" : "has no room, and here nobody may wait");
    }
  }

  private void dropOldest(List<Sent> dropped) {
    if (Current.slot().tellsOfDrops) { // who would be told of that one too, and so on
      throw full("has no room, and whoever is told of what was dropped drops no more");
    }
    Sent oldest = loop.dropOldest();
    if (oldest != null) {
      dropped.add(oldest);
    } else if (loop.isFullOfOthers()) { // else it has run meanwhile
      throw full("has no room, and nothing that could be dropped");
    }
  }

  /** As no part of the transaction or the action that sends. */
  private void tell(List<Sent> dropped) {
    if (!dropped.isEmpty()) {
      Current.Slot slot = Current.slot();
      slot.tellsOfDrops = true;
      try {
        AgentLoop.asNoPart(slot, () -> drop(dropped));
      } finally {
        slot.tellsOfDrops = false;
      }
    }
  }

  private @Nullable Void drop(List<Sent> dropped) {
    for (Sent each : dropped) {
      loop.drop(each, full("had no room for a newer action: the oldest was dropped"));
    }
    return null;
  }

  private AgentFullException full(String what) {
    return new AgentFullException(
        agent
            + " "
            + what
            + ": "
            + loop.size()
            + " are there. Its builder says how many there may be (capacity), and what becomes of more"
            + " (overflow)",
        agent);
  }
}
