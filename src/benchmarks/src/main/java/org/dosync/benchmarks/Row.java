package org.dosync.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * One row of the table.
 *
 * @param part the half of a two-sided workload whose rate counts, or empty for the whole
 * @param targets how many times the rate of a system Dosync should reach
 * @param brief whether the short form has it
 */
record Row(String name, Trial trial, String part, Map<String, Double> targets, boolean brief) {
  /** Everything that is measured, in the order of the table. */
  static final List<Row> ALL =
      List.of(
          brief("private ref", Trial.of(PrivateRef.class, 1), targets(5, 2, 1.2)),
          full("private ref", Trial.of(PrivateRef.class, 2)),
          full("shared counter", Trial.of(SharedCounter.class, 1)),
          brief("shared counter", Trial.of(SharedCounter.class, 2), targets(6, 2, 1.3)),
          full("two reads and two writes", Trial.of(TwoReadsTwoWrites.class, 1)),
          full("two reads and two writes", Trial.of(TwoReadsTwoWrites.class, 2)),
          brief("bank transfer", Trial.of(BankTransfer.class, 1), targets(4, 1.5, 1.2)),
          full("bank transfer", Trial.of(BankTransfer.class, 2)),
          brief("bank with 10 % sums", Trial.of(BankWithSums.class, 1), targets(2.2, 1.3, 7)),
          full("bank with 10 % sums", Trial.of(BankWithSums.class, 2)),
          full("snapshot of 10", new Trial(Snapshot.class, 1, 10)),
          brief("snapshot of 100", new Trial(Snapshot.class, 1, 100), targets(1.8, 3.5, 7)),
          brief("snapshot of 1000", new Trial(Snapshot.class, 1, 1000), targets(1.8, 3.5, 7)),
          beside("long reader", "reader", targets(2, 1, 3)),
          beside("writer beside it", "writer", targets(1, 1, 1)),
          brief("16 of 10,000", Trial.of(RandomSixteen.class, 1), targets(3.5, 1.4, 1.5)),
          full("16 of 10,000", Trial.of(RandomSixteen.class, 2)),
          brief("commute", Trial.of(Commute.class, 1), targets(6, 1.7, 1.4)),
          full("commute", Trial.of(Commute.class, 2)),
          full("10,000 virtual threads", Trial.of(Crowd.class, 1)),
          brief("dining philosophers", Trial.of(Philosophers.class, 2), Map.of()),
          brief("sorted set", Trial.of(SortedSet.class, 2), Map.of()),
          brief("routing", Trial.of(Routing.class, 2), Map.of()),
          brief("travel", Trial.of(Travel.class, 2), Map.of()),
          brief("engineering", Trial.of(Engineering.class, 2), Map.of()),
          brief("sends to 1 agent", new Trial(SendsToAll.class, 1, 1), sends()),
          brief("sends to 1 agent", new Trial(SendsToAll.class, 2, 1), sends()),
          brief("sends to 1000 agents", new Trial(SendsToAll.class, 1, 1000), sends()),
          full("sends to 1000 agents", new Trial(SendsToAll.class, 2, 1000)),
          brief("agent: send, then await", Trial.of(SendThenAwait.class, 1), roundTrips()),
          brief("agent: ask", Trial.of(Ask.class, 1), roundTrips()),
          brief("ring of 1000 agents", Trial.of(Ring.class, 1), Map.of()),
          brief("one future", Trial.of(OneFuture.class, 1), starts()),
          brief("1000 futures", Trial.of(ManyFutures.class, 1), starts()),
          brief("map: get", Trial.of(MapGet.class, 1), maps()),
          full("map: get", Trial.of(MapGet.class, 2)),
          brief("map: put", Trial.of(MapPut.class, 1), maps()),
          full("map: put", Trial.of(MapPut.class, 2)),
          brief("map: two keys", Trial.of(MapMove.class, 1), maps()),
          full("map: two keys", Trial.of(MapMove.class, 2)));

  /**
   * The same work by so many threads; the two sides of a two-sided one are one thread each, and a
   * crowd brings its own.
   */
  Row by(int threads) {
    if (trial.workload() == Crowd.class) {
      return this;
    }
    Trial other = new Trial(trial.workload(), threads, trial.size());
    return ALL.stream()
        .filter(row -> row.name().equals(name) && row.trial().equals(other))
        .findFirst()
        .orElseGet(() -> part.isEmpty() ? new Row(name, other, "", Map.of(), false) : this);
  }

  private static Row brief(String name, Trial trial, Map<String, Double> targets) {
    return new Row(name, trial, "", targets, true);
  }

  private static Row full(String name, Trial trial) {
    return new Row(name, trial, "", Map.of(), false);
  }

  private static Row beside(String name, String part, Map<String, Double> targets) {
    return new Row(name, Trial.of(ReaderBesideWriter.class, 2), part, targets, true);
  }

  private static Map<String, Double> targets(double clojure, double scala, double multiverse) {
    return Map.of(
        "Clojure",
        clojure,
        "Scala",
        scala,
        "ScalaJava",
        scala,
        "Multiverse",
        multiverse,
        Trial.NARAYANA,
        60.0);
  }

  private static Map<String, Double> sends() {
    return Map.of("Clojure", 10.0, "Pekko", 1.5, "Executor", 1.0);
  }

  private static Map<String, Double> roundTrips() {
    return Map.of("Clojure", 1.2, "Pekko", 1.2, "Executor", 0.7);
  }

  private static Map<String, Double> maps() {
    return Map.of("Scala", 2.0, "Concurrent", 0.25);
  }

  private static Map<String, Double> starts() {
    return Map.of("Clojure", 1.5, "Completable", 1.0);
  }
}
