package org.dosync.benchmarks;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process, as JMH has written it down.
 *
 * @param benchmark the class and the method
 * @param mode what JMH calls what was measured: {@code thrpt}, {@code sample}, {@code avgt}
 * @param java the JDK and the collector
 * @param percentiles of the seconds of an operation, if those were measured
 */
record Measured(
    String benchmark,
    String mode,
    int threads,
    int size,
    String system,
    String java,
    Fork fork,
    Map<Double, Double> percentiles) {

  static Measured of(JsonObject result) {
    JsonObject params = result.getJsonObject("params");
    String benchmark = result.getString("benchmark");
    return new Measured(
        benchmark.substring(Measured.class.getPackageName().length() + 1),
        result.getString("mode"),
        result.getInt("threads"),
        Integer.parseInt(params.getString("size", "0")),
        params.getString("system", "Dosync"),
        "JDK " + result.getString("jdkVersion") + ", " + collector(result),
        Fork.of(result),
        percentiles(result.getJsonObject("primaryMetric")));
  }

  private static String collector(JsonObject result) {
    return result.getJsonArray("jvmArgs").getValuesAs(JsonString::getString).stream()
        .filter(argument -> argument.matches("-XX:\\+Use.*GC"))
        .map(argument -> argument.replaceAll("-XX:\\+Use(.*)GC", "$1"))
        .findFirst()
        .orElse("the collector that it chose");
  }

  private static Map<Double, Double> percentiles(JsonObject metric) {
    Map<Double, Double> all = new TreeMap<>();
    metric
        .getJsonObject("scorePercentiles")
        .forEach((of, value) -> all.put(Double.valueOf(of), Fork.number(value)));
    return all;
  }

  /** Whether it counted tries, which takes time, so that its rate tells nothing. */
  boolean counts() {
    return fork.has(TriesProfiler.TRIES);
  }

  boolean is(Trial trial) {
    return benchmark.equals(trial.workload().getSimpleName() + ".run")
        && threads == trial.threads()
        && size == trial.size();
  }
}
