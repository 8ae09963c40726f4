package org.dosync.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    return String.format(
        Locale.ROOT,
        "From %,d to %,d the cost of all grows like n^%.2f; n log n would be n^%.2f. %s%s",
        first(),
        last(),
        exponent(),
        allowed(),
        exponent() > allowed() ? "Worse than n log n. " : "",
        cliffs());
  }

  /** Ten: of fewer, most is the cost of the transaction itself. */
  private int first() {
    return nanos.tailMap(10).firstKey();
  }

  private int last() {
    return nanos.lastKey();
  }

  private double exponent() {
    return Math.log(all(last()) / all(first())) / Math.log((double) last() / first());
  }

  private double all(int size) {
    return curve.forEach() ? nanos.get(size) * size : nanos.get(size);
  }

  private double allowed() {
    double logs = Math.log(last()) / Math.log(first());
    return 1 + Math.log(logs) / Math.log((double) last() / first());
  }

  /** Steps in which the cost grows so many times as fast as the number, or faster. */
  private String cliffs() {
    List<String> cliffs = new ArrayList<>();
    int before = first();
    for (int size : nanos.tailMap(first()).keySet()) {
      if (all(size) / all(before) > CLIFF * size / before) {
        cliffs.add(String.format(Locale.ROOT, "A cliff before %,d.", size));
      }
      before = size;
    }
    return cliffs.isEmpty() ? "No cliff." : String.join(" ", cliffs);
  }
}
