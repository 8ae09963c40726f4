package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** A transaction that adds one to a reference which no other thread uses. */
public class PrivateRef extends Transactions {
  /** So many references lie between those of two threads that no cache line is shared. */
  private static final int DISTANCE = 64;

  @Benchmark
  public void run(Worker worker) {
    stm.increment(worker.index() * DISTANCE);
    worker.countOne();
  }

  @Override
  int size() {
    return DISTANCE * 64;
  }

  @Override
  long added(long operations) {
    return operations;
  }
}
