package org.dosync.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.dosync.Statistics;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Counts how often Dosync ran bodies, and how often it committed. JMH makes it. */
public final class TriesProfiler implements InternalProfiler {
  static final String TRIES = "tries";
  static final String COMMITS = "commits";

  private Statistics statistics;

  @Override
  public String getDescription() {
    return "Tries and commits of Dosync";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    statistics = Statistics.start();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    statistics.close();
    return List.of(
        count(TRIES, Statistics.Transactions::tries),
        count(COMMITS, Statistics.Transactions::commits));
  }

  private ScalarResult count(String name, ToLongFunction<Statistics.Transactions> number) {
    long sum = statistics.report().transactions().stream().mapToLong(number).sum();
    return new ScalarResult(name, sum, "#", AggregationPolicy.SUM);
  }
}
