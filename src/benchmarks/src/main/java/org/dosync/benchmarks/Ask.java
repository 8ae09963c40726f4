package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Sends to one agent and waits for the number after that. */
public class Ask extends Sends {
  @Benchmark
  public void run(Worker worker) {
    worker.countOne();
    worker.expect(worker.done(), agents.ask(0));
  }

  @Override
  int size() {
    return 1;
  }
}
