package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A transaction that reads many references and writes none. */
public class Snapshot extends Transactions {
  @Param({"10", "100", "1000"})
  public int size;

  @Benchmark
  public void run(Worker worker) {
    worker.expect(total(), stm.sum());
    worker.countOne();
  }

  @Override
  int size() {
    return size;
  }

  @Override
  long added(long operations) {
    return 0;
  }
}
