package org.dosync.examples.payroll;

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
  private final List<String> written = new ArrayList<>();

  @Inject Scheduler scheduler;
  @Inject PeriodicLog self; // whose calls are actions, also from the job

  void add(Duration period, Supplier<String> line) {
    lines.computeIfAbsent(period, this::schedule).add(line);
  }

  private List<Supplier<String>> schedule(Duration period) {
    scheduler.every(period, () -> self.write(period));
    return new ArrayList<>();
  }

  void write(Duration period) {
    lines.get(period).forEach(line -> written.add(line.get()));
  }

  int periods() {
    return lines.size();
  }

  List<String> written() {
    return List.copyOf(written);
  }
}
// end::periodic[]
