package org.dosync.histories;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Runs programs, one after another, until time is up or an anomaly is found. */
final class HistoryCheck {

  /** For no progress at all; a busy machine may well stop all threads for a second. */
  private static final long PATIENCE_MILLIS = 20_000;

  private final long patienceMillis;
  private long programs;

  HistoryCheck(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  HistoryCheck() {
    this(PATIENCE_MILLIS);
  }

  /** What is found, with the seed of its program. */
  Optional<Anomaly> search(Duration time, LongSupplier seeds) {
    long until = System.nanoTime() + time.toNanos();
    Optional<Anomaly> found = Optional.empty();
    while (found.isEmpty() && System.nanoTime() < until) {
      long seed = seeds.getAsLong();
      programs++;
      found = Run.check(Program.of(seed), patienceMillis).map(anomaly -> withSeed(anomaly, seed));
    }
    return found;
  }

  long programs() {
    return programs;
  }

  private static Anomaly withSeed(Anomaly anomaly, long seed) {
    return new Anomaly(
        anomaly.name(),
        anomaly.evidence()
            + "seed: "
            + seed
            + "; mvn -Phistory -pl src/core test -Dhistory.seed="
            + seed
            + "\n(runs the same program again and again; how its threads take turns can't be repeated)");
  }

  /**
   * For an engine that may be broken: ends with 1 and says what it has found, or with 0.
   *
   * @param args for how many seconds, from which seed on, and the patience in milliseconds
   */
  public static void main(String[] args) {
    long[] seed = {Long.parseLong(args[1])};
    HistoryCheck check = new HistoryCheck(Long.parseLong(args[2]));
    Duration time = Duration.ofSeconds(Long.parseLong(args[0]));
    Optional<Anomaly> found = check.search(time, () -> seed[0]++);
    System.out.println(found.map(Anomaly::toString).orElse("nothing found"));
    System.out.println(check.programs() + " programs");
    System.exit(found.isPresent() ? 1 : 0);
  }
}
