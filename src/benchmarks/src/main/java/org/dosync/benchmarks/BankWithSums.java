package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Transfers in a bank of 1000 accounts; every tenth operation sums up the whole bank. */
public class BankWithSums extends Transactions {
  @Benchmark
  public void run(Worker worker) {
    if (worker.done() % 10 == 9) {
      worker.expect(total(), stm.sum());
    } else {
      transfer(worker);
    }
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
