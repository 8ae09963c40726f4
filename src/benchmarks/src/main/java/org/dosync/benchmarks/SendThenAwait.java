package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Sends to one agent and waits until it has handled that. */
public class SendThenAwait extends Sends {
  @Benchmark
  public void run(Worker worker) {
    agents.sendThenAwait(0);
    worker.countOne();
  }

  @Override
  int size() {
    return 1;
  }
}
