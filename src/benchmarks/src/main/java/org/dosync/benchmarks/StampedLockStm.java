package org.dosync.benchmarks;

import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;

/** No transactions: all numbers in one array under one lock, with optimistic sums. */
final class StampedLockStm extends Stm implements Stm.Cells {
  private final StampedLock lock = new StampedLock();
  private final long[] values;

  StampedLockStm(int count, long initial) {
    values = new long[count];
    Arrays.fill(values, initial);
  }

  @Override
  void increment(int ref) {
    long stamp = lock.writeLock();
    values[ref]++;
    lock.unlockWrite(stamp);
  }

  @Override
  void commute(int ref) {
    increment(ref);
  }

  @Override
  void transfer(int from, int to, long amount) {
    long stamp = lock.writeLock();
    values[from] -= amount;
    values[to] += amount;
    lock.unlockWrite(stamp);
  }

  @Override
  void incrementAll(int[] chosen) {
    long stamp = lock.writeLock();
    for (int i : chosen) {
      values[i]++;
    }
    lock.unlockWrite(stamp);
  }

  @Override
  long sum() {
    long stamp = lock.tryOptimisticRead();
    long total = total();
    return stamp != 0 && lock.validate(stamp) ? total : lockedSum();
  }

  private long lockedSum() {
    long stamp = lock.readLock();
    long total = total();
    lock.unlockRead(stamp);
    return total;
  }

  private long total() {
    long total = 0;
    for (long value : values) {
      total += value;
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    long stamp = lock.writeLock();
    try {
      return program.run(this);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @Override
  public long get(int ref) {
    return values[ref];
  }

  @Override
  public void set(int ref, long value) {
    values[ref] = value;
  }

  @Override
  long value(int ref) {
    long stamp = lock.readLock();
    long value = values[ref];
    lock.unlockRead(stamp);
    return value;
  }
}
