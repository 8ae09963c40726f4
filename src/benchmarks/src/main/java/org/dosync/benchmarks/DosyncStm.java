package org.dosync.benchmarks;

import static org.dosync.Transaction.dosync;

import org.dosync.Ref;

/** Dosync as it comes: serializable transactions, no options. */
class DosyncStm extends Stm implements Stm.Cells {
  private final Ref<Long>[] refs;

  DosyncStm(int count, long initial) {
    refs = array(count);
    for (int i = 0; i < count; i++) {
      refs[i] = Ref.of(initial);
    }
  }

  @Override
  void increment(int ref) {
    Ref<Long> counter = refs[ref];
    dosync(() -> counter.alter(n -> n + 1));
  }

  @Override
  void commute(int ref) {
    Ref<Long> counter = refs[ref];
    dosync(() -> counter.commute(n -> n + 1));
  }

  @Override
  void transfer(int from, int to, long amount) {
    Ref<Long> source = refs[from];
    Ref<Long> target = refs[to];
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

  final long total() {
    long total = 0;
    for (Ref<Long> ref : refs) {
      total += ref.deref();
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    return dosync(() -> program.run(this));
  }

  @Override
  public long get(int ref) {
    return refs[ref].deref();
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
