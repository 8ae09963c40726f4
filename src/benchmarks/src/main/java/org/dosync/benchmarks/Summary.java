package org.dosync.benchmarks;

import java.util.Collection;
import java.util.stream.DoubleStream;

/** The median of some numbers, and how far they lie apart; not a number where there are none. */
record Summary(double lowest, double median, double highest) {
  static Summary of(Collection<Double> numbers) {
    return of(numbers.stream().mapToDouble(Double::doubleValue));
  }

  static Summary of(DoubleStream numbers) {
    double[] sorted = numbers.filter(Double::isFinite).sorted().toArray();
    int count = sorted.length;
    if (count == 0) {
      return new Summary(Double.NaN, Double.NaN, Double.NaN);
    }
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    return new Summary(sorted[0], median, sorted[count - 1]);
  }
}
