package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** A transaction that reads and writes two references which no other thread uses. */
public class TwoReadsTwoWrites extends Transactions {
  /** So many references lie between those of two threads that no cache line is shared. */
  private static final int DISTANCE = 64;

  @Benchmark
  public void run(Worker worker) {
    int first = worker.index() * DISTANCE;
    stm.transfer(first, first + 1, 1);
    worker.countOne();
  }

  @Override
  int size() {
    return DISTANCE * 64;
  }

  @Override
  long added(long operations) {
    return 0;
  }
}
