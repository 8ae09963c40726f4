package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Transfers between random accounts of a bank that has 1000. */
public class BankTransfer extends Transactions {
  @Benchmark
  public void run(Worker worker) {
    transfer(worker);
    worker.countOne();
  }

  @Override
  int size() {
    return 1000;
  }

  @Override
  long added(long operations) {
    return 0;
  }
}
