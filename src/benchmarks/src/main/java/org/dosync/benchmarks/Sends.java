package org.dosync.benchmarks;

/** Messages to agents, each of which adds one to the number of its agent. */
public abstract class Sends extends Workload {
  Agents agents;

  @Override
  final void start() {
    agents = Adapter.of(Agents.class, system, size());
  }

  @Override
  final void end(Ledger ledger) {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += agents.value(i);
    }
    agents.close();
    expect("total", ledger.done(), sum);
  }

  /** How many agents there are. */
  abstract int size();
}
