package org.dosync.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures calls of beans, in turn, and prints what one takes, and what ours take beyond others.
 */
public final class CallTable {

  private static final Map<String, String> KINDS = kinds();

  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();

  private CallTable() {}

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("plain", "a bean without an interceptor");
    kinds.put("empty", "a bean with an empty interceptor");
    kinds.put("synchronizedBean", "a bean with a `synchronized` method");
    kinds.put("lock", "a bean with a lock in an interceptor");
    kinds.put("byHand", "`Transaction.dosync` by hand");
    kinds.put("woven", "`@Dosync`, woven, of an object that no container made");
    kinds.put("dosync", "`@Dosync`");
    kinds.put("wovenBean", "`@Dosync`, woven");
    kinds.put("agentSend", "`Agent.send` by hand");
    kinds.put("agentState", "`@AgentState`, a `void` method");
    kinds.put("async", "`@Async`, and its result");
    kinds.put("faultTolerance", "MicroProfile's `@Asynchronous`, and its result");
    return kinds;
  }

  /** With {@code --forks} and the other options of {@link Table} that say how to measure. */
  public static void main(String... arguments) throws RunnerException {
    Settings settings = Settings.parse(arguments);
    CallTable table = new CallTable();
    for (int round = 0; round < settings.forks(); round++) {
      for (String kind : KINDS.keySet()) {
        table.measure(kind, settings);
      }
    }
    table.print();
  }

  private void measure(String kind, Settings settings) throws RunnerException {
    double result = settings.run(Calls.class, kind).getPrimaryResult().getScore();
    nanos.computeIfAbsent(kind, unknown -> new ArrayList<>()).add(result);
  }

  private Summary summary(String kind) {
    return Summary.of(nanos.get(kind));
  }

  private void print() {
    System.out.println("| a call of | ns | from | to |\n|---|--:|--:|--:|");
    KINDS.forEach((kind, text) -> print(text, summary(kind)));
    printTarget("@Dosync", "dosync", "byHand", 60);
    printTarget("@AgentState", "agentState", "agentSend", 150);
  }

  private static void print(String text, Summary nanos) {
    System.out.printf(
        "| %s | %.0f | %.0f | %.0f |%n", text, nanos.median(), nanos.lowest(), nanos.highest());
  }

  private void printTarget(String name, String ours, String byHand, int allowed) {
    double more = summary(ours).median() - summary(byHand).median() - summary("empty").median();
    System.out.printf(
        "%s beyond by hand and an empty interceptor: %.0f ns; target at most %d%s%n",
        name, more, allowed, more > allowed ? " MISSED" : "");
  }
}
