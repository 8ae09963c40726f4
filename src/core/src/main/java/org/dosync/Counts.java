package org.dosync;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Duration;
import org.dosync.Statistics.Collision;
import org.dosync.Statistics.Contended;
import org.dosync.Statistics.Report;
import org.dosync.Statistics.Runs;
import org.dosync.Statistics.Transactions;
import org.jspecify.annotations.Nullable;

/** What a {@link Report} is made of. Holds on to names, and to no reference. */
final class Counts {

  private static final String OTHERS = "(others)";

  private final Tallies<String> transactions = new Tallies<>(OTHERS);
  private final Tallies<String> refs = new Tallies<>(OTHERS);
  private final Tallies<Pair> pairs = new Tallies<>(new Pair(OTHERS, OTHERS));
  private final Tallies<String> agents = new Tallies<>(OTHERS);
  private final Tallies<String> jobs = new Tallies<>(OTHERS);

  /** Compared by hand: the JDK keeps the class of the last record that it compares itself. */
  private record Pair(String loser, String winner) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair that && loser.equals(that.loser) && winner.equals(that.winner);
    }

    @Override
    public int hashCode() {
      return 31 * loser.hashCode() + winner.hashCode();
    }
  }

  // ---- counting

  void transaction(String name, int tries, long nanos, boolean failed) {
    Tally tally = transactions.of(name);
    tally.ended(nanos, failed);
    tally.tries.add(tries);
  }

  void lost(String name, @Nullable String ref, @Nullable String winner) {
    transactions.of(name).lost.increment();
    if (ref != null) {
      refs.of(ref).lost.increment();
      pairs.of(new Pair(name, winner == null ? "(unknown)" : winner)).lost.increment();
    }
  }

  void action(String agent, long nanos, boolean failed) {
    agents.of(agent).ended(nanos, failed);
  }

  void job(String name, long nanos, boolean failed) {
    jobs.of(name).ended(nanos, failed);
  }

  // ---- telling

  Report report(Duration time) {
    return new Report(
        time,
        transactions.lines(Counts::ofTransaction, comparing(Transactions::total).reversed()),
        refs.lines(
            (ref, tally) -> new Contended(ref, tally.lost.sum()),
            comparingLong(Contended::lost).reversed()),
        pairs.lines(
            (pair, tally) -> new Collision(pair.loser, pair.winner, tally.lost.sum()),
            comparingLong(Collision::lost).reversed()),
        agents.lines(Counts::ofRuns, comparing(Runs::total).reversed()),
        jobs.lines(Counts::ofRuns, comparing(Runs::total).reversed()));
  }

  private static Transactions ofTransaction(String name, Tally tally) {
    return new Transactions(
        name,
        tally.succeeded.sum(),
        tally.failed.sum(),
        tally.tries.sum(),
        tally.lost.sum(),
        tally.total(),
        tally.longest());
  }

  private static Runs ofRuns(String name, Tally tally) {
    long failures = tally.failed.sum();
    return new Runs(
        name, tally.succeeded.sum() + failures, failures, tally.total(), tally.longest());
  }
}
