package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** A transaction that adds one to the same reference in all threads. */
public class SharedCounter extends Transactions {
  @Benchmark
  public void run(Worker worker) {
    stm.increment(0);
    worker.countOne();
  }

  @Override
  int size() {
    return 1;
  }

  @Override
  long added(long operations) {
    return operations;
  }
}
