package org.dosync.examples.reservation;

import java.util.ArrayList;
import java.util.List;
import org.dosync.cdi.AgentState;

/** What passengers were sent, letter by letter: a plain list, since one action runs at a time. */
@AgentState
class Confirmations {

  private final List<String> sent = new ArrayList<>();

  void send(Itinerary booked) { // returns at once
    sent.add(booked.id());
  }

  List<String> sent() { // waits for its turn, after all that was sent before
    return List.copyOf(sent);
  }
}
