package org.dosync.benchmarks;

import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A sorted set of numbers, a skip list: of ten operations one adds a number, one removes one, the
 * others look one up. References: for each number and each level of it the next number there.
 */
public class SortedSet extends Programs {
  private static final int LEVELS = 10;
  private static final int NUMBERS = 1 << LEVELS;

  /** Before the first, and after the last, where a link is 0: so numbers begin with 1. */
  private static final int HEAD = 0;

  private final LongAdder count = new LongAdder();

  @Benchmark
  public void run(Worker worker) {
    int number = 1 + worker.roll(NUMBERS - 1);
    switch (worker.roll(10)) {
      case 0 -> count.add(stm.atomically(cells -> add(cells, number)));
      case 1 -> count.add(-stm.atomically(cells -> remove(cells, number)));
      default -> stm.atomically(cells -> contains(cells, number));
    }
    worker.countOne();
  }

  /** Half of the numbers are in it. */
  @Override
  void prepare() {
    for (int number = 1; number < NUMBERS; number += 2) {
      int odd = number;
      count.add(stm.atomically(cells -> add(cells, odd)));
    }
  }

  /** Half of the numbers have one level, a quarter two, and so on, in no order. */
  private static int levels(int number) {
    return 1 + Math.min(LEVELS - 1, Integer.numberOfTrailingZeros(number * 0x9E3779B1 >>> 16));
  }

  private static int link(int number, int level) {
    return number * LEVELS + level;
  }

  private static int next(Stm.Cells cells, int number, int level) {
    return (int) cells.get(link(number, level));
  }

  /** The last one before a number on a level, from one before it on the level above. */
  private static int before(Stm.Cells cells, int from, int number, int level) {
    int last = from;
    int next = next(cells, last, level);
    while (next != 0 && next < number) {
      last = next;
      next = next(cells, last, level);
    }
    return last;
  }

  private static long contains(Stm.Cells cells, int number) {
    int last = HEAD;
    for (int level = LEVELS - 1; level >= 0; level--) {
      last = before(cells, last, number, level);
    }
    return next(cells, last, 0) == number ? 1 : 0;
  }

  private static long add(Stm.Cells cells, int number) {
    if (contains(cells, number) == 1) {
      return 0;
    }
    int last = HEAD;
    for (int level = LEVELS - 1; level >= 0; level--) {
      last = before(cells, last, number, level);
      if (level < levels(number)) {
        cells.set(link(number, level), next(cells, last, level));
        cells.set(link(last, level), number);
      }
    }
    return 1;
  }

  private static long remove(Stm.Cells cells, int number) {
    if (contains(cells, number) == 0) {
      return 0;
    }
    int last = HEAD;
    for (int level = LEVELS - 1; level >= 0; level--) {
      last = before(cells, last, number, level);
      if (level < levels(number)) {
        cells.set(link(last, level), next(cells, number, level));
        unlink(cells, number, level);
      }
    }
    return 1;
  }

  /** Where snapshots are all the isolation, one who removes the next number has to conflict. */
  private static void unlink(Stm.Cells cells, int number, int level) {
    cells.set(link(number, level), 0);
  }

  @Override
  int size() {
    return NUMBERS * LEVELS;
  }

  @Override
  void end(Ledger ledger) {
    expect("count of numbers", count.sum(), stm.atomically(cells -> walk(cells, 0)));
    for (int level = 1; level < LEVELS; level++) {
      int upper = level;
      expect(
          "count of numbers on level " + level,
          stm.atomically(cells -> below(cells, upper)),
          stm.atomically(cells -> walk(cells, upper)));
    }
  }

  /** How many a level has, or -1 if they are not in order. */
  private static long walk(Stm.Cells cells, int level) {
    long count = 0;
    int last = HEAD;
    for (int next = next(cells, last, level); next != 0; next = next(cells, next, level)) {
      if (next <= last) {
        return -1;
      }
      last = next;
      count++;
    }
    return count;
  }

  /** How many of those in the set reach up to a level. */
  private static long below(Stm.Cells cells, int level) {
    long count = 0;
    for (int next = next(cells, HEAD, 0); next != 0; next = next(cells, next, 0)) {
      count += levels(next) > level ? 1 : 0;
    }
    return count;
  }
}
