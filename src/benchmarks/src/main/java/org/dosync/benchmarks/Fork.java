package org.dosync.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What one process measured: the medians of its iterations. */
final class Fork {
  /** Compares with nothing. */
  static final Fork FAILED = new Fork(List.of());

  private final Collection<IterationResult> iterations;

  Fork(RunResult result) {
    this(result.getAggregatedResult().getIterationResults());
  }

  private Fork(Collection<IterationResult> iterations) {
    this.iterations = iterations;
  }

  /** Operations in a second, of one part of the workload or of the whole. */
  double rate(String part) {
    return median(part.isEmpty() ? Fork::primary : iteration -> secondary(iteration, part));
  }

  /** Operations in a second of processor time. */
  double processorRate(String cpuClock) {
    return median(
        iteration -> 1e9 * secondary(iteration, "cpuOperations") / secondary(iteration, cpuClock));
  }

  private double median(ToDoubleFunction<IterationResult> value) {
    return Summary.of(iterations.stream().mapToDouble(value)).median();
  }

  private static double primary(IterationResult iteration) {
    return iteration.getPrimaryResult().getScore();
  }

  private static double secondary(IterationResult iteration, String name) {
    @SuppressWarnings("rawtypes")
    Map<String, Result> results = iteration.getSecondaryResults();
    return results.get(name).getScore();
  }
}
