package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** One message goes around a circle of agents, ten laps each time. */
public class Ring extends Sends {
  private static final int AGENTS = 1000;
  private static final int MESSAGES = 10 * AGENTS;

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void run(Worker worker) {
    CountDownLatch handled = new CountDownLatch(1);
    agents.pass(MESSAGES, handled);
    Agents.await(handled);
    worker.count(MESSAGES);
  }

  @Override
  int size() {
    return AGENTS;
  }
}
