package org.dosync.benchmarks;

/** Operations on a map of 10,000 keys that the dice choose. */
public abstract class MapSteps extends Workload {
  private static final int KEYS = 10_000;
  static final int INITIAL = 1000;

  Maps maps;

  /** Beforehand: to make a key's box is no part of an operation. */
  private final Integer[] keys = new Integer[KEYS];

  @Override
  final void start() {
    maps = Adapter.of(Maps.class, system);
    for (int i = 0; i < KEYS; i++) {
      keys[i] = i;
      maps.map.put(i, INITIAL);
    }
  }

  @Override
  final void end(Ledger ledger) {
    long sum = 0;
    for (Integer value : maps.map.values()) {
      sum += value;
    }
    expect("total", (long) KEYS * INITIAL, sum);
  }

  final Integer key(Worker worker) {
    return keys[worker.roll(KEYS)];
  }
}
