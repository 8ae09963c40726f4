package org.dosync.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures what the guard adds to a call that it sees: the same call in pairs of processes, one
 * without the agent and one with it.
 */
public final class GuardTable {

  private static final int ALLOWED = 5;

  private static final Map<String, String> OUTSIDE = outside();
  private static final Map<String, String> INSIDE = inside();

  /** Nanoseconds of a call. */
  private record Pair(double without, double with) {
    double more() {
      return with - without;
    }
  }

  private final Settings settings;
  private final String agent = GuardJar.agent("forbid=" + GuardedCalls.Own.METHOD);
  private final Map<String, List<Pair>> pairs = new LinkedHashMap<>();

  private GuardTable(Settings settings) {
    this.settings = settings;
  }

  private static Map<String, String> outside() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("own", "a method of an application, named in `forbid`");
    kinds.put("file", "`File.delete` of a name that no file can have");
    kinds.put("log", "`Logger.log` below the level");
    kinds.put("print", "`PrintStream.write` in memory");
    kinds.put("ownBesideATransaction", "the first, beside a transaction of a thread of its stripe");
    return kinds;
  }

  private static Map<String, String> inside() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("logInATransaction", "in a transaction: `Logger.log`, whose policy is `allow`");
    kinds.put("ownInATransaction", "in a transaction: the first, inside `Transaction.allow`");
    kinds.put("transaction", "a transaction that changes one ref");
    return kinds;
  }

  /** With {@code --forks} and the other options of {@link Table} that say how to measure. */
  public static void main(String... arguments) throws RunnerException {
    GuardTable table = new GuardTable(Settings.parse(arguments));
    table.measure();
    table.print();
  }

  private void measure() throws RunnerException {
    for (int round = 0; round < settings.forks(); round++) {
      measure(OUTSIDE);
      measure(INSIDE);
    }
  }

  private void measure(Map<String, String> kinds) throws RunnerException {
    for (String kind : kinds.keySet()) {
      Pair pair =
          new Pair(
              lowest(settings.run(GuardedCalls.class, kind)),
              lowest(settings.run(GuardedCalls.class, kind, agent)));
      pairs.computeIfAbsent(kind, unknown -> new ArrayList<>()).add(pair);
    }
  }

  /** Of the iteration that other programs disturbed least. */
  private static double lowest(RunResult result) {
    return Summary.of(
            result.getAggregatedResult().getIterationResults().stream()
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore()))
        .lowest();
  }

  private Summary summary(String kind, ToDoubleFunction<Pair> value) {
    return Summary.of(pairs.get(kind).stream().mapToDouble(value));
  }

  private void print() {
    System.out.println("| a call | ns | with the guard | more | from | to |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    OUTSIDE.forEach(this::print);
    INSIDE.forEach(this::print);
    printTarget();
  }

  private void print(String kind, String text) {
    Summary more = summary(kind, Pair::more);
    System.out.printf(
        "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        text,
        summary(kind, Pair::without).median(),
        summary(kind, Pair::with).median(),
        more.median(),
        more.lowest(),
        more.highest());
  }

  private void printTarget() {
    double most =
        Summary.of(
                OUTSIDE.keySet().stream().mapToDouble(kind -> summary(kind, Pair::more).median()))
            .highest();
    System.out.printf(
        "Outside transactions at most %.1f ns more; target at most %d%s%n",
        most, ALLOWED, most > ALLOWED ? " MISSED" : "");
  }
}
