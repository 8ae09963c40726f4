package org.dosync.benchmarks;

import scala.Function1;
import scala.concurrent.stm.InTxn;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.TxnExecutor;
import scala.concurrent.stm.TxnUnknown$;
import scala.concurrent.stm.impl.STMImpl$;

/** ScalaSTM with the references that {@code Ref(0L)} makes, which hold a {@code long} inline. */
final class ScalaLongStm extends Stm {
  private static final TxnExecutor ATOMIC = TxnExecutor.defaultAtomic();
  private static final Function1<Object, Object> INC = n -> (Long) n + 1;

  private final Ref<Object>[] refs;

  ScalaLongStm(int count, long initial) {
    refs = array(count);
    for (int i = 0; i < count; i++) {
      refs[i] = STMImpl$.MODULE$.instance().newRef(initial);
    }
  }

  @Override
  void increment(int ref) {
    Ref<Object> counter = refs[ref];
    atomic(
        txn -> {
          counter.transform(INC, txn);
          return null;
        });
  }

  @Override
  void commute(int ref) {
    increment(ref);
  }

  @Override
  void transfer(int from, int to, long amount) {
    Ref<Object> source = refs[from];
    Ref<Object> target = refs[to];
    atomic(
        txn -> {
          source.transform(n -> (Long) n - amount, txn);
          target.transform(n -> (Long) n + amount, txn);
          return null;
        });
  }

  @Override
  void incrementAll(int[] chosen) {
    atomic(
        txn -> {
          for (int i : chosen) {
            refs[i].transform(INC, txn);
          }
          return null;
        });
  }

  @Override
  long sum() {
    return atomic(
        txn -> {
          long total = 0;
          for (Ref<Object> ref : refs) {
            total += (Long) ref.get(txn);
          }
          return total;
        });
  }

  @Override
  long atomically(Program program) {
    return atomic(txn -> program.run(new Handed(refs, txn)));
  }

  private record Handed(Ref<Object>[] refs, InTxn txn) implements Cells {
    @Override
    public long get(int ref) {
      return (Long) refs[ref].get(txn);
    }

    @Override
    public void set(int ref, long value) {
      refs[ref].set(value, txn);
    }
  }

  @Override
  long value(int ref) {
    return (Long) refs[ref].single().get();
  }

  private static <T> T atomic(Function1<InTxn, T> body) {
    return ATOMIC.apply(body, TxnUnknown$.MODULE$);
  }
}
