package org.dosync.benchmarks;

import java.util.Map;
import java.util.SortedMap;

/**
 * A curve as it was measured.
 *
 * @param nanos for each, by how many there were
 */
record Grown(Curve curve, SortedMap<Integer, Double> nanos) {
  /** More than any step from one cache to the next. */
  private static final double CLIFF = 5;

  /** What is said below the chart. */
  String remark() {
    return "From %,d to %,d: %.1f times the cost; n log n would be %.1f. %s%s"
        .formatted(
            first(),
            nanos.lastKey(),
            factor(),
            allowed(),
            factor() > allowed() ? "Worse than n log n. " : "",
            cliff());
  }

  /** Where ten are: of fewer, most is the cost of the transaction itself. */
  private int first() {
    return nanos.tailMap(Math.min(10, nanos.lastKey())).firstKey();
  }

  private double factor() {
    return nanos.get(nanos.lastKey()) / nanos.get(first());
  }

  private double allowed() {
    return Math.log(nanos.lastKey()) / Math.log(first());
  }

  private String cliff() {
    double before = nanos.get(nanos.firstKey());
    for (Map.Entry<Integer, Double> point : nanos.entrySet()) {
      if (point.getValue() > CLIFF * before) {
        return "A cliff before %,d.".formatted(point.getKey());
      }
      before = point.getValue();
    }
    return "No cliff.";
  }
}
