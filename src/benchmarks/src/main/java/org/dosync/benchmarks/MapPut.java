package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** Puts a value in place of an equal one, which mostly is another object. */
public class MapPut extends MapSteps {
  /** A map may leave out to write what is there already. */
  private final Integer[] values = new Integer[64];

  @Setup
  public void makeValues() {
    for (int i = 0; i < values.length; i++) {
      values[i] = INITIAL; // a new box each time
    }
  }

  @Benchmark
  public void run(Worker worker, Blackhole results) {
    results.consume(maps.map.put(key(worker), values[worker.roll(values.length)]));
    worker.countOne();
  }
}
