package org.dosync.benchmarks;

import scala.concurrent.stm.Ref;
import scala.concurrent.stm.japi.STM;

/**
 * ScalaSTM through its own Java API, as a Java program would use it. Each access looks up the
 * current transaction.
 */
final class ScalaJavaStm extends Stm implements Stm.Cells {
  private final Ref.View<Long>[] refs;

  ScalaJavaStm(int count, long initial) {
    refs = array(count);
    for (int i = 0; i < count; i++) {
      refs[i] = STM.newRef(initial);
    }
  }

  @Override
  void increment(int ref) {
    Ref.View<Long> counter = refs[ref];
    STM.atomic(() -> STM.increment(counter, 1L));
  }

  @Override
  void commute(int ref) {
    increment(ref);
  }

  @Override
  void transfer(int from, int to, long amount) {
    Ref.View<Long> source = refs[from];
    Ref.View<Long> target = refs[to];
    STM.atomic(
        () -> {
          STM.increment(source, -amount);
          STM.increment(target, amount);
        });
  }

  @Override
  void incrementAll(int[] chosen) {
    STM.atomic(
        () -> {
          for (int i : chosen) {
            STM.increment(refs[i], 1L);
          }
        });
  }

  @Override
  long sum() {
    return STM.atomic(this::total);
  }

  private Long total() {
    long total = 0;
    for (Ref.View<Long> ref : refs) {
      total += ref.get();
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    return STM.atomic(() -> program.run(this));
  }

  @Override
  public long get(int ref) {
    return refs[ref].get();
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
