package org.dosync.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** What is compared: workloads that the same systems can run. */
enum Kind {
  TRANSACTIONS(
      Transactions.class,
      Stm.class,
      "cpuNanos",
      List.of("Dosync", "Clojure", "Scala", "Multiverse", "Lock")),

  PROGRAMS(
      Programs.class,
      Stm.class,
      "cpuNanos",
      List.of("Dosync", "Clojure", "Scala", "Multiverse", "Lock")),

  AGENTS(
      Sends.class, Agents.class, "processNanos", List.of("Dosync", "Clojure", "Pekko", "Executor")),

  FUTURES(Starts.class, Futures.class, "processNanos", List.of("Dosync", "Clojure", "Completable")),

  MAPS(MapSteps.class, Maps.class, "cpuNanos", List.of("Dosync", "Scala", "Concurrent"));

  private final Class<? extends Workload> workload;
  private final Class<?> adapter;
  private final String cpuClock;
  private final List<String> systems;

  Kind(
      Class<? extends Workload> workload, Class<?> adapter, String cpuClock, List<String> systems) {
    this.workload = workload;
    this.adapter = adapter;
    this.cpuClock = cpuClock;
    this.systems = systems;
  }

  static Kind of(Class<? extends Workload> workload) {
    return Stream.of(values())
        .filter(kind -> kind.workload.isAssignableFrom(workload))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it runs transactions over refs. */
  boolean hasTransactions() {
    return adapter == Stm.class;
  }

  /** Which counter has the processor time: of the thread, or of the process if others work too. */
  String cpuClock() {
    return cpuClock;
  }

  /** What is measured unless the command line names systems. */
  List<String> systems() {
    return systems;
  }

  boolean has(String system) {
    return Adapter.exists(adapter, system);
  }
}
