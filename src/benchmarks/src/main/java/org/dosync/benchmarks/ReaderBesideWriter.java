package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.infra.Control;

/** One thread sums up 1000 references over and over, while another transfers between them. */
public class ReaderBesideWriter extends Transactions {
  @Benchmark
  @Group("run")
  @GroupThreads(1)
  public void reader(Worker worker) {
    worker.expect(total(), stm.sum());
    worker.countOne();
  }

  /** Stands still once time is up, else a starving reader would never come to its end. */
  @Benchmark
  @Group("run")
  @GroupThreads(1)
  public void writer(Worker worker, Control control) {
    if (!control.stopMeasurement) {
      transfer(worker);
      worker.countOne();
    }
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
