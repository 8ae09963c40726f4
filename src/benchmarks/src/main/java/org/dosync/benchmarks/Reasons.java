package org.dosync.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Why another system is the faster one in a row: as far as somebody has found out. */
final class Reasons {
  private static final String NO_BOXES =
      "Plain fields under locks: no box, no version, nothing noted or checked. It does not compose:"
          + " a caller has to know all locks in advance.";

  private static final String AT_HAND =
      "Called as compiled Scala calls it: each access is handed the transaction, and Dosync finds"
          + " it from the thread.";

  private static final String ONE_OBJECT =
      "It uses its transactions again, and what it allocates for each is the least of all. Dosync"
          + " makes a new object for each try, because other threads may still look at the old one"
          + " (decision 8).";

  private static final String NO_CHAIN =
      "It writes into arrays of its own; a change of Dosync's map makes a chain, a version and a"
          + " try: 320 bytes beside 75.";

  /** In one row, else in all of a kind. */
  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry(
              "shared counter, Lock",
              "One thread keeps the lock for thousands of turns while the others wait. "
                  + NO_BOXES),
          Map.entry(
              "writer beside it, Multiverse",
              "Its reader hardly ever finishes a sum, so it is in no writer's way: see the row above."),
          Map.entry(
              "1000 futures, Completable",
              "It knows nothing of a close, of waits that close a circle, or of failures that nobody"
                  + " asks for."),
          Map.entry("TRANSACTIONS, Lock", NO_BOXES),
          Map.entry("TRANSACTIONS, StampedLock", NO_BOXES),
          Map.entry("TRANSACTIONS, Multiverse", ONE_OBJECT),
          Map.entry("TRANSACTIONS, Scala", AT_HAND),
          Map.entry(
              "PROGRAMS, Lock",
              "One lock around each program, and plain fields under it. It is ahead as long as programs"
                  + " are short or processors few: only one of them runs at a time."),
          Map.entry("PROGRAMS, Scala", AT_HAND),
          Map.entry("PROGRAMS, Multiverse", ONE_OBJECT),
          Map.entry(
              "sends to 1000 agents, Pekko",
              "On JDK 22 and later the pool of agents keeps more threads awake than there are"
                  + " processors, and they compete with the sender; on JDK 17 Dosync is ahead."),
          Map.entry("map: put, Scala", NO_CHAIN),
          Map.entry("map: two keys, Scala", NO_CHAIN),
          Map.entry(
              "MAPS, Concurrent",
              "ConcurrentHashMap has no transactions: two of its steps are two steps for others too."));

  private Reasons() {}

  /** Of what there are reasons. */
  static Set<String> all() {
    return OF.keySet();
  }

  static Optional<String> of(Row row, String system) {
    return Optional.ofNullable(OF.get(row.name() + ", " + system))
        .or(() -> Optional.ofNullable(OF.get(row.trial().kind() + ", " + system)));
  }
}
