package org.dosync.benchmarks;

/** Small programs whose data are references to numbers; at first each is 0. */
public abstract class Programs extends Workload {
  Stm stm;

  @Override
  final void start() {
    stm = Adapter.of(Stm.class, system, size(), 0L);
    prepare();
  }

  /** How many references there are. */
  abstract int size();

  /** Before anything is measured. */
  void prepare() {}

  /** The sum of some references, when nobody works any more. */
  final long sum(int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += stm.value(i);
    }
    return sum;
  }
}
