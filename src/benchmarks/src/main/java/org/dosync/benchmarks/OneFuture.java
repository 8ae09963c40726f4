package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Starts one task and waits for it. */
public class OneFuture extends Starts {
  @Benchmark
  public void run(Worker worker) {
    worker.countOne();
    worker.expect(worker.done(), futures.one(worker.done()));
  }
}
