package org.dosync.benchmarks;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one process measured.
 *
 * @param iterations the numbers of each iteration, by what was measured; the rate has no name
 */
record Fork(Map<String, List<Double>> iterations) {
  private static final String RATE = "";

  /** Compares with nothing. */
  static final Fork FAILED = new Fork(Map.of());

  static Fork of(RunResult result) {
    Collection<IterationResult> iterations = result.getAggregatedResult().getIterationResults();
    Map<String, List<Double>> all = new HashMap<>();
    all.put(RATE, scores(iterations, IterationResult::getPrimaryResult));
    for (String name : result.getSecondaryResults().keySet()) {
      all.put(name, scores(iterations, iteration -> iteration.getSecondaryResults().get(name)));
    }
    return new Fork(all);
  }

  /** Not each iteration has all: in some, nothing was collected. */
  @SuppressWarnings("rawtypes")
  private static List<Double> scores(
      Collection<IterationResult> iterations, Function<IterationResult, Result> result) {
    return iterations.stream().map(result).filter(Objects::nonNull).map(Result::getScore).toList();
  }

  /** From a result that JMH has written as JSON. */
  static Fork of(JsonObject result) {
    Map<String, List<Double>> all = new HashMap<>();
    all.put(RATE, raw(result.getJsonObject("primaryMetric")));
    result
        .getJsonObject("secondaryMetrics")
        .forEach((name, metric) -> all.put(name, raw(metric.asJsonObject())));
    return new Fork(all);
  }

  private static List<Double> raw(JsonObject metric) {
    Stream<JsonValue> forks =
        metric.containsKey("rawData") ? metric.getJsonArray("rawData").stream() : Stream.empty();
    return forks.flatMap(fork -> fork.asJsonArray().stream()).map(Fork::number).toList();
  }

  /** JMH writes what is not a number as text. */
  static double number(JsonValue value) {
    return Double.parseDouble(value.toString().replace("\"", ""));
  }

  boolean has(String name) {
    return iterations.containsKey(name);
  }

  /** Operations in a second, of one part of the workload or of the whole. */
  double rate(String part) {
    return median(part);
  }

  /** Of all iterations. */
  double median(String name) {
    return Summary.of(values(name)).median();
  }

  double sum(String name) {
    return values(name).stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Operations in a second of processor time. */
  double processorRate(String cpuClock) {
    List<Double> operations = values("cpuOperations");
    List<Double> nanos = values(cpuClock);
    return Summary.of(
            IntStream.range(0, operations.size())
                .mapToDouble(i -> 1e9 * operations.get(i) / nanos.get(i)))
        .median();
  }

  private List<Double> values(String name) {
    return iterations.getOrDefault(name, List.of());
  }
}
