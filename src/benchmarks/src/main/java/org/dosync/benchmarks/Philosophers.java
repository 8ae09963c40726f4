package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Dining philosophers: a thread takes the two forks beside a seat, both or none, eats, and puts
 * them back. References: for each fork who has it, and for each seat how many meals there were.
 */
public class Philosophers extends Programs {
  private static final int SEATS = 5;

  @Benchmark
  public void run(Worker worker) {
    int seat = worker.roll(SEATS);
    long self = worker.index() + 1L;
    while (stm.atomically(cells -> take(cells, seat, self)) == 0) {
      Thread.yield();
    }
    worker.expect(2 * self, stm.atomically(cells -> eatAndPutBack(cells, seat)));
    worker.countOne();
  }

  private static int right(int seat) {
    return (seat + 1) % SEATS;
  }

  private static long take(Stm.Cells cells, int seat, long self) {
    if (cells.get(seat) != 0 || cells.get(right(seat)) != 0) {
      return 0;
    }
    cells.set(seat, self);
    cells.set(right(seat), self);
    return self;
  }

  /** Who had the forks: the sum of both. */
  private static long eatAndPutBack(Stm.Cells cells, int seat) {
    long had = cells.get(seat) + cells.get(right(seat));
    cells.set(seat, 0);
    cells.set(right(seat), 0);
    cells.set(SEATS + seat, cells.get(SEATS + seat) + 1);
    return had;
  }

  @Override
  int size() {
    return 2 * SEATS;
  }

  @Override
  void end(Ledger ledger) {
    expect("sum of the forks", 0, sum(0, SEATS));
    expect("count of meals", ledger.done(), sum(SEATS, 2 * SEATS));
  }
}
