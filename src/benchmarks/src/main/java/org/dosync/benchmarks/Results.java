package org.dosync.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured with one JDK and one collector.
 *
 * @param java the two
 */
record Results(String java, List<Measured> measured) {
  private static final String FIRST = "Dosync";

  /** By JDK and collector, in the order in which they come. */
  static List<Results> byJava(List<Measured> all) {
    Map<String, List<Measured>> groups =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Measured::java, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    return groups.entrySet().stream()
        .map(group -> new Results(group.getKey(), group.getValue()))
        .toList();
  }

  /** The rows that were measured, with each number of threads. */
  List<Row> rows() {
    return Row.ALL.stream().flatMap(this::byThreads).filter(this::has).distinct().toList();
  }

  private Stream<Row> byThreads(Row row) {
    return measured.stream().map(Measured::threads).distinct().sorted().map(row::by);
  }

  private boolean has(Row row) {
    return !systems(row).isEmpty();
  }

  /** Those that were measured in a row, those that are compared by default first. */
  List<String> systems(Row row) {
    List<String> usual = row.trial().systems();
    List<String> all = rates(row).map(Measured::system).distinct().toList();
    return Stream.concat(
            usual.stream().filter(all::contains),
            all.stream().filter(Predicate.not(usual::contains)).sorted())
        .toList();
  }

  List<Comparison> comparisons(Row row) {
    return systems(row).stream()
        .map(system -> new Comparison(row, system, forks(row, FIRST), forks(row, system)))
        .toList();
  }

  /** Dosync beside the others, where it was measured. */
  List<Comparison> peers(Row row) {
    return comparisons(row).stream()
        .filter(line -> !line.system().equals(FIRST) && Double.isFinite(line.ratio().median()))
        .toList();
  }

  private List<Fork> forks(Row row, String system) {
    return rates(row).filter(of(system)).map(Measured::fork).toList();
  }

  private Stream<Measured> rates(Row row) {
    return of(row).filter(one -> one.mode().equals("thrpt") && !one.counts());
  }

  private Stream<Measured> of(Row row) {
    return measured.stream().filter(one -> one.is(row.trial()));
  }

  private static Predicate<Measured> of(String system) {
    return one -> one.system().equals(system);
  }

  /** Bytes that an operation allocates. */
  double bytes(Row row, String system) {
    return Summary.of(
            forks(row, system).stream().mapToDouble(fork -> fork.median("gc.alloc.rate.norm")))
        .median();
  }

  /** How often a body ran for each commit. */
  double tries(Row row, String system) {
    return Summary.of(
            of(row)
                .filter(of(system))
                .filter(Measured::counts)
                .map(Measured::fork)
                .mapToDouble(
                    fork -> fork.sum(TriesProfiler.TRIES) / fork.sum(TriesProfiler.COMMITS)))
        .median();
  }

  /** Nanoseconds in which so many percent of the operations were done. */
  double nanos(Row row, String system, double percent) {
    return Summary.of(
            of(row)
                .filter(of(system))
                .filter(one -> one.mode().equals("sample"))
                .mapToDouble(one -> 1e9 * one.percentiles().get(percent)))
        .median();
  }

  /** The curves of which there is more than the beginning. */
  List<Grown> grown() {
    return Curve.ALL.stream()
        .map(curve -> new Grown(curve, nanos(curve)))
        .filter(grown -> !grown.nanos().isEmpty() && grown.nanos().lastKey() > 10)
        .toList();
  }

  /** Of two runs the faster point, which other programs disturbed less. */
  private SortedMap<Integer, Double> nanos(Curve curve) {
    SortedMap<Integer, Double> nanos = new TreeMap<>();
    measured.stream()
        .filter(one -> one.benchmark().equals(curve.benchmark()))
        .forEach(one -> nanos.merge(one.size(), each(curve, one), Math::min));
    return nanos;
  }

  private static double each(Curve curve, Measured one) {
    return curve.each(one.fork().rate(""), one.size());
  }
}
