package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Starts many tasks, then waits for all of them. */
public class ManyFutures extends Starts {
  private static final int TASKS = 1000;

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void run(Worker worker) {
    worker.expect(TASKS * (TASKS - 1) / 2, futures.sum(TASKS));
    worker.count(TASKS);
  }
}
