package org.dosync.benchmarks;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import clojure.lang.LockingTransaction;
import clojure.lang.Ref;
import clojure.lang.Var;
import java.util.concurrent.Callable;

/**
 * Clojure, called as its own {@code dosync}, {@code alter}, {@code commute}, {@code ref-set} and
 * {@code deref} call it once compiled, without the argument lists that those build.
 */
final class ClojureStm extends Stm implements Stm.Cells {
  /** Clojure's compiled {@code inc} itself, not the var that leads to it. */
  private static final IFn INC = (IFn) ((Var) Clojure.var("clojure.core", "inc")).deref();

  private final Ref[] refs;

  ClojureStm(int count, long initial) {
    refs = new Ref[count];
    for (int i = 0; i < count; i++) {
      refs[i] = new Ref(initial);
    }
  }

  @Override
  void increment(int ref) {
    Ref counter = refs[ref];
    dosync(() -> counter.alter(INC, null));
  }

  @Override
  void commute(int ref) {
    Ref counter = refs[ref];
    dosync(() -> counter.commute(INC, null));
  }

  @Override
  void transfer(int from, int to, long amount) {
    Ref source = refs[from];
    Ref target = refs[to];
    dosync(
        () -> {
          source.set((Long) source.deref() - amount);
          return target.set((Long) target.deref() + amount);
        });
  }

  @Override
  void incrementAll(int[] chosen) {
    dosync(
        () -> {
          for (int i : chosen) {
            refs[i].set((Long) refs[i].deref() + 1);
          }
          return null;
        });
  }

  @Override
  long sum() {
    return dosync(
        () -> {
          long total = 0;
          for (Ref ref : refs) {
            total += (Long) ref.deref();
          }
          return total;
        });
  }

  @Override
  long atomically(Program program) {
    return dosync(() -> program.run(this));
  }

  @Override
  public long get(int ref) {
    return (Long) refs[ref].deref();
  }

  @Override
  public void set(int ref, long value) {
    refs[ref].set(value);
  }

  @Override
  long value(int ref) {
    return get(ref);
  }

  /** Starts again when Clojure gives up, which it does after 10,000 tries. */
  @SuppressWarnings("unchecked")
  private static <T> T dosync(Callable<T> body) {
    while (true) {
      try {
        return (T) LockingTransaction.runInTransaction(body);
      } catch (RuntimeException e) {
        if (!isRetryLimit(e)) {
          throw e;
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static boolean isRetryLimit(RuntimeException e) {
    return String.valueOf(e.getMessage()).startsWith("Transaction failed after reaching retry");
  }
}
