package ${package};

import java.util.ArrayList;
import java.util.List;
import org.dosync.cdi.AgentState;

/** Its methods run one after another, on other threads: plain fields, and no lock. */
@AgentState
public class Journal {

  private final List<String> lines = new ArrayList<>();

  public void write(String line) { // returns at once
    lines.add(line);
  }

  public List<String> lines() { // waits for its turn
    return List.copyOf(lines);
  }
}
