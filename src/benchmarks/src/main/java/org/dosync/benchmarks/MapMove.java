package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Takes one from a key's number and adds it to another's. */
public class MapMove extends MapSteps {
  @Benchmark
  public void run(Worker worker) {
    maps.move(key(worker), key(worker));
    worker.countOne();
  }
}
