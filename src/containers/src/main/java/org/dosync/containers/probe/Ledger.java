package org.dosync.containers.probe;

import jakarta.inject.Inject;
import java.util.Map;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.Send;
import org.dosync.cdi.SendOff;

/** A plain field, which one thread at a time changes. */
@AgentState
class Ledger {

  private int notes;

  @Inject Caller caller;

  @Send
  void note() {
    notes++;
  }

  @Send
  int notes() {
    return notes;
  }

  @SendOff
  Map<String, String> place() {
    return Place.now();
  }

  @Send
  String caller() {
    return caller.name();
  }

  /** Nobody waits for it: what it throws is a failure. */
  @Send
  void fail(String message) {
    throw new IllegalStateException(message);
  }
}
