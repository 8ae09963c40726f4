package org.dosync.benchmarks;

/**
 * What one run measures on each system.
 *
 * @param size how many references or agents there are, or 0 where the workload itself says it
 */
record Trial(Class<? extends Workload> workload, int threads, int size) {
  static Trial of(Class<? extends Workload> workload, int threads) {
    return new Trial(workload, threads, 0);
  }

  Kind kind() {
    return Kind.of(workload);
  }

  @Override
  public String toString() {
    return workload.getSimpleName() + (size == 0 ? "" : " " + size) + ", threads: " + threads;
  }
}
