package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** Puts a value in place of an equal one. */
public class MapPut extends MapSteps {
  private static final Integer VALUE = 1000;

  @Benchmark
  public void run(Worker worker, Blackhole results) {
    results.consume(maps.map.put(key(worker), VALUE));
    worker.countOne();
  }
}
