package org.dosync.examples.quarkus;

import java.util.ArrayList;
import java.util.List;
import org.dosync.cdi.AgentState;

/** What has happened: its methods run one after another. */
@AgentState
class Journal {

  private final List<String> lines = new ArrayList<>();
  private int calls;

  void write(String line) {
    lines.add(line);
  }

  void count() {
    calls++;
  }

  int calls() {
    return calls;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
