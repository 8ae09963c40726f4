package org.dosync.benchmarks;

import scala.Function1;
import scala.concurrent.stm.InTxn;
import scala.concurrent.stm.Ref;
import scala.concurrent.stm.TxnExecutor;
import scala.concurrent.stm.TxnUnknown$;
import scala.concurrent.stm.impl.STMImpl$;
import scala.reflect.ClassTag$;

/**
 * ScalaSTM, called as compiled Scala calls it: {@code atomic { implicit txn => ... }} with the
 * transaction at hand in every access. Its Java API would look it up for each access.
 */
final class ScalaStm extends Stm {
  private static final TxnExecutor ATOMIC = TxnExecutor.defaultAtomic();
  private static final Function1<Long, Long> INC = n -> n + 1;

  private final Ref<Long>[] refs;

  ScalaStm(int count, long initial) {
    refs = array(count);
    for (int i = 0; i < count; i++) {
      refs[i] = STMImpl$.MODULE$.instance().newRef(initial, ClassTag$.MODULE$.apply(Long.class));
    }
  }

  @Override
  void increment(int ref) {
    Ref<Long> counter = refs[ref];
    atomic(
        txn -> {
          counter.transform(INC, txn);
          return null;
        });
  }

  /** ScalaSTM has no commute; {@code transform} is what it offers in that place. */
  @Override
  void commute(int ref) {
    increment(ref);
  }

  @Override
  void transfer(int from, int to, long amount) {
    Ref<Long> source = refs[from];
    Ref<Long> target = refs[to];
    atomic(
        txn -> {
          source.transform(n -> n - amount, txn);
          target.transform(n -> n + amount, txn);
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
          for (Ref<Long> ref : refs) {
            total += ref.get(txn);
          }
          return total;
        });
  }

  @Override
  long atomically(Program program) {
    return atomic(txn -> program.run(new Handed(refs, txn)));
  }

  private record Handed(Ref<Long>[] refs, InTxn txn) implements Cells {
    @Override
    public long get(int ref) {
      return refs[ref].get(txn);
    }

    @Override
    public void set(int ref, long value) {
      refs[ref].set(value, txn);
    }
  }

  @Override
  long value(int ref) {
    return refs[ref].single().get();
  }

  private static <T> T atomic(Function1<InTxn, T> body) {
    return ATOMIC.apply(body, TxnUnknown$.MODULE$);
  }
}
