package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** Looks at a key. */
public class MapGet extends MapSteps {
  @Benchmark
  public void run(Worker worker, Blackhole results) {
    results.consume(maps.map.get(key(worker)));
    worker.countOne();
  }
}
