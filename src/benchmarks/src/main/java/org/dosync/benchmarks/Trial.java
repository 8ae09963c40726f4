package org.dosync.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one run measures on each system.
 *
 * @param size how many references or agents there are, or 0 where the workload itself says it
 */
record Trial(Class<? extends Workload> workload, int threads, int size) {
  static final String NARAYANA = "Narayana";

  static Trial of(Class<? extends Workload> workload, int threads) {
    return new Trial(workload, threads, 0);
  }

  Kind kind() {
    return Kind.of(workload);
  }

  /** What is measured unless the command line names systems. */
  List<String> systems() {
    return Stream.concat(kind().systems().stream(), Stream.of(NARAYANA)).filter(this::has).toList();
  }

  boolean has(String system) {
    return kind().has(system) && (!system.equals(NARAYANA) || isForOneAlone());
  }

  /** Two threads would mostly measure how long they sleep before they look for a lock again. */
  private boolean isForOneAlone() {
    return kind() == Kind.TRANSACTIONS && threads == 1 && workload != Crowd.class;
  }

  @Override
  public String toString() {
    return workload.getSimpleName() + (size == 0 ? "" : " " + size) + ", threads: " + threads;
  }
}
