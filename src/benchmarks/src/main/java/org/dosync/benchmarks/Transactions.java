package org.dosync.benchmarks;

/** Transactions on references that hold one number each. */
public abstract class Transactions extends Workload {
  /** Beyond the boxes that the JDK keeps ready, so that each reference has a box of its own. */
  static final long INITIAL = 1000;

  Stm stm;

  @Override
  final void start() {
    stm = Adapter.of(Stm.class, system, size(), INITIAL);
  }

  @Override
  final void end(Ledger ledger) {
    expect("total", total() + added(ledger.done()), sumOneByOne());
  }

  /** How many references there are. */
  abstract int size();

  /** What so many operations add to the total of all references. */
  abstract long added(long operations);

  /** The total of all references at the beginning. */
  final long total() {
    return INITIAL * size();
  }

  /** Moves one unit between two different references that the dice choose. */
  final void transfer(Worker worker) {
    int from = worker.roll(size());
    int to = worker.roll(size() - 1);
    stm.transfer(from, to < from ? to : to + 1, 1);
  }

  private long sumOneByOne() {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += stm.value(i);
    }
    return sum;
  }
}
