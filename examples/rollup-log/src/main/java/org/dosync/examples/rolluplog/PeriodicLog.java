package org.dosync.examples.rolluplog;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dosync.Scheduler;
import org.dosync.cdi.AgentState;

// tag::periodic[]
/** Logs lines again and again: one job for each period, however many threads add lines to it. */
@AgentState
class PeriodicLog {

  private final Map<Duration, List<Supplier<String>>> lines = new HashMap<>();

  @Inject Scheduler scheduler;
  @Inject PeriodicLog self; // whose calls are actions, also from the job
  @Inject Event<Line> written;

  void add(Duration period, Supplier<String> line) {
    lines.computeIfAbsent(period, this::schedule).add(line);
  }

  private List<Supplier<String>> schedule(Duration period) {
    scheduler.every(period, () -> self.write(period));
    return new ArrayList<>();
  }

  void write(Duration period) {
    lines.get(period).forEach(line -> written.fire(new Line(period, line.get())));
  }

  int periods() {
    return lines.size();
  }
}
// end::periodic[]
