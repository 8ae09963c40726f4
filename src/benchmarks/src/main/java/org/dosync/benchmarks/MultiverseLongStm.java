package org.dosync.benchmarks;

import org.multiverse.api.Txn;
import org.multiverse.api.functions.Functions;
import org.multiverse.api.functions.LongFunction;
import org.multiverse.api.references.TxnLong;
import org.multiverse.stms.gamma.GammaStm;
import org.multiverse.stms.gamma.transactionalobjects.GammaTxnLong;

/** Multiverse with its primitive references, which hold a {@code long} without a box. */
final class MultiverseLongStm extends Stm {
  private static final LongFunction INC = Functions.incLongFunction();

  private final GammaStm stm = new GammaStm();
  private final MultiverseBlock incrementing = block();
  private final MultiverseBlock commuting = block();
  private final MultiverseBlock running = block();
  private final MultiverseBlock transferring = block();
  private final MultiverseBlock incrementingAll = block();
  private final MultiverseBlock summing = block();
  private final GammaTxnLong[] refs;

  MultiverseLongStm(int count, long initial) {
    refs = new GammaTxnLong[count];
    for (int i = 0; i < count; i++) {
      refs[i] = new GammaTxnLong(stm, initial);
    }
  }

  private MultiverseBlock block() {
    return new MultiverseBlock(stm.newTxnFactoryBuilder());
  }

  @Override
  void increment(int ref) {
    TxnLong counter = refs[ref];
    incrementing.update(txn -> counter.increment(txn));
  }

  @Override
  void commute(int ref) {
    TxnLong counter = refs[ref];
    commuting.update(txn -> counter.commute(txn, INC));
  }

  @Override
  void transfer(int from, int to, long amount) {
    TxnLong source = refs[from];
    TxnLong target = refs[to];
    transferring.update(
        txn -> {
          source.set(txn, source.get(txn) - amount);
          target.set(txn, target.get(txn) + amount);
        });
  }

  @Override
  void incrementAll(int[] chosen) {
    incrementingAll.update(
        txn -> {
          for (int i : chosen) {
            refs[i].set(txn, refs[i].get(txn) + 1);
          }
        });
  }

  @Override
  long sum() {
    return summing.read(this::total);
  }

  private long total(Txn txn) {
    long total = 0;
    for (TxnLong ref : refs) {
      total += ref.get(txn);
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    return running.read(txn -> program.run(new Handed(refs, txn)));
  }

  private record Handed(TxnLong[] refs, Txn txn) implements Cells {
    @Override
    public long get(int ref) {
      return refs[ref].get(txn);
    }

    @Override
    public void set(int ref, long value) {
      refs[ref].set(txn, value);
    }
  }

  @Override
  long value(int ref) {
    return refs[ref].atomicGet();
  }
}
