package org.dosync.benchmarks;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * No transactions: a lock for each number, always taken in the same order. The numbers are plain
 * fields, without a box.
 */
final class LockStm extends Stm implements Stm.Cells {
  /** For programs, which do not know beforehand what they need. */
  private final ReentrantLock all = new ReentrantLock();

  private final Cell[] cells;

  LockStm(int count, long initial) {
    cells = new Cell[count];
    for (int i = 0; i < count; i++) {
      cells[i] = new Cell(initial);
    }
  }

  @Override
  void increment(int ref) {
    Cell cell = cells[ref];
    cell.lock.lock();
    try {
      cell.value++;
    } finally {
      cell.lock.unlock();
    }
  }

  @Override
  void commute(int ref) {
    increment(ref);
  }

  @Override
  void transfer(int from, int to, long amount) {
    ReentrantLock first = cells[Math.min(from, to)].lock;
    ReentrantLock second = cells[Math.max(from, to)].lock;
    first.lock();
    second.lock();
    try {
      cells[from].value -= amount;
      cells[to].value += amount;
    } finally {
      second.unlock();
      first.unlock();
    }
  }

  @Override
  void incrementAll(int[] chosen) {
    Arrays.sort(chosen);
    for (int i : chosen) {
      cells[i].lock.lock();
    }
    for (int i : chosen) {
      cells[i].value++;
    }
    for (int i : chosen) {
      cells[i].lock.unlock();
    }
  }

  @Override
  long sum() {
    long total = 0;
    for (Cell cell : cells) {
      cell.lock.lock();
      total += cell.value;
    }
    for (Cell cell : cells) {
      cell.lock.unlock();
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    all.lock();
    try {
      return program.run(this);
    } finally {
      all.unlock();
    }
  }

  @Override
  public long get(int ref) {
    return cells[ref].value;
  }

  @Override
  public void set(int ref, long value) {
    cells[ref].value = value;
  }

  @Override
  long value(int ref) {
    Cell cell = cells[ref];
    cell.lock.lock();
    try {
      return cell.value;
    } finally {
      cell.lock.unlock();
    }
  }

  private static final class Cell {
    final ReentrantLock lock = new ReentrantLock();
    long value;

    Cell(long value) {
      this.value = value;
    }
  }
}
