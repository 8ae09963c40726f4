package org.dosync.histories;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Runs programs, one after another, until time is up or an anomaly is found. */
public final class HistoryCheck {

  /** For no progress at all; a busy machine may well stop all threads for a second. */
  static final long PATIENCE_MILLIS = 20_000;

  /** For what an exception may have hidden. */
  private static final Duration MORE = Duration.ofSeconds(10);

  private HistoryCheck() {}

  /** What a run of the program of a seed comes to. */
  static Optional<Anomaly> check(long seed, long patienceMillis) {
    return Run.check(Program.of(seed), patienceMillis);
  }

  /** What is found, with the seed of its program. */
  static Optional<Anomaly> search(
      Duration time, LongSupplier seeds, LongFunction<Optional<Anomaly>> check) {
    long until = System.nanoTime() + time.toNanos();
    Optional<Anomaly> found = Optional.empty();
    while (found.isEmpty() && System.nanoTime() < until) {
      long seed = seeds.getAsLong();
      found = check.apply(seed).map(anomaly -> withSeed(anomaly, seed));
    }
    return found;
  }

  private static Anomaly withSeed(Anomaly anomaly, long seed) {
    return new Anomaly(
        anomaly.name(),
        anomaly.evidence()
            + "seed "
            + seed
            + "; to run this program again and again: mvn -Phistory -pl src/core test -Dhistory.seed="
            + seed
            + "\n(how its threads take turns can't be repeated)");
  }

  /**
   * For an engine that may be broken: ends with 1 and says what it has found, or with 0.
   *
   * @param args for how many seconds, and the patience in milliseconds
   */
  public static void main(String[] args) {
    report(args, HistoryCheck::check);
  }

  /**
   * What {@link #main} does. An exception says that the engine is broken, but not how: another
   * program may show that.
   */
  static void report(String[] args, Check check) {
    long[] seed = {0};
    long patienceMillis = Long.parseLong(args[1]);
    LongFunction<Optional<Anomaly>> all = each -> check.check(each, patienceMillis);
    Optional<Anomaly> found =
        search(Duration.ofSeconds(Long.parseLong(args[0])), () -> seed[0]++, all);
    System.out.println(found.map(Anomaly::toString).orElse("nothing found"));
    if (found.filter(Anomaly::isException).isPresent()) {
      search(MORE, () -> seed[0]++, each -> all.apply(each).filter(more -> !more.isException()))
          .ifPresent(System.out::println);
    }
    System.exit(found.isPresent() ? 1 : 0);
  }

  interface Check {
    Optional<Anomaly> check(long seed, long patienceMillis);
  }
}
