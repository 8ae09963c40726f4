package org.dosync.benchmarks;

import static org.dosync.Transaction.dosync;

import org.dosync.LongRef;

/** Dosync with its primitive references, which hold a {@code long} without a box. */
final class DosyncLongStm extends Stm implements Stm.Cells {
  private final LongRef[] refs;

  DosyncLongStm(int count, long initial) {
    refs = new LongRef[count];
    for (int i = 0; i < count; i++) {
      refs[i] = LongRef.of(initial);
    }
  }

  @Override
  void increment(int ref) {
    LongRef counter = refs[ref];
    dosync(() -> counter.alter(n -> n + 1));
  }

  @Override
  void commute(int ref) {
    LongRef counter = refs[ref];
    dosync(() -> counter.commute(n -> n + 1));
  }

  @Override
  void transfer(int from, int to, long amount) {
    LongRef source = refs[from];
    LongRef target = refs[to];
    dosync(
        () -> {
          source.alter(n -> n - amount);
          target.alter(n -> n + amount);
        });
  }

  @Override
  void incrementAll(int[] chosen) {
    dosync(
        () -> {
          for (int i : chosen) {
            refs[i].alter(n -> n + 1);
          }
        });
  }

  @Override
  long sum() {
    return dosync(this::total);
  }

  private long total() {
    long total = 0;
    for (LongRef ref : refs) {
      total += ref.getAsLong();
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    return dosync(() -> program.run(this));
  }

  @Override
  public long get(int ref) {
    return refs[ref].getAsLong();
  }

  @Override
  public void set(int ref, long value) {
    refs[ref].set(value);
  }

  @Override
  long value(int ref) {
    return get(ref);
  }
}
