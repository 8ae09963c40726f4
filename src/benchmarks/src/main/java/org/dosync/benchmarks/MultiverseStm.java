package org.dosync.benchmarks;

import org.multiverse.api.Txn;
import org.multiverse.api.references.TxnRef;
import org.multiverse.stms.gamma.GammaStm;
import org.multiverse.stms.gamma.transactionalobjects.GammaTxnRef;

/**
 * Multiverse with its default settings: one executor for each kind of transaction, as in its
 * author's own benchmarks, so that each learns its cheapest implementation, and the transaction
 * handed to every access.
 */
class MultiverseStm extends Stm {
  private final GammaStm stm = new GammaStm();
  private final MultiverseBlock incrementing = block();
  private final MultiverseBlock commuting = block();
  private final MultiverseBlock running = block();
  private final MultiverseBlock transferring = block();
  private final MultiverseBlock incrementingAll = block();
  private final MultiverseBlock summing = summing(stm);
  private final GammaTxnRef<Long>[] refs;

  MultiverseStm(int count, long initial) {
    refs = array(count);
    for (int i = 0; i < count; i++) {
      refs[i] = new GammaTxnRef<>(stm, initial);
    }
  }

  private MultiverseBlock block() {
    return new MultiverseBlock(stm.newTxnFactoryBuilder());
  }

  MultiverseBlock summing(GammaStm stm) {
    return new MultiverseBlock(stm.newTxnFactoryBuilder());
  }

  @Override
  void increment(int ref) {
    TxnRef<Long> counter = refs[ref];
    incrementing.update(txn -> counter.alterAndGet(txn, n -> n + 1));
  }

  @Override
  void commute(int ref) {
    TxnRef<Long> counter = refs[ref];
    commuting.update(txn -> counter.commute(txn, n -> n + 1));
  }

  @Override
  void transfer(int from, int to, long amount) {
    TxnRef<Long> source = refs[from];
    TxnRef<Long> target = refs[to];
    transferring.update(
        txn -> {
          source.alterAndGet(txn, n -> n - amount);
          target.alterAndGet(txn, n -> n + amount);
        });
  }

  @Override
  void incrementAll(int[] chosen) {
    incrementingAll.update(
        txn -> {
          for (int i : chosen) {
            refs[i].alterAndGet(txn, n -> n + 1);
          }
        });
  }

  @Override
  long sum() {
    return summing.read(this::total);
  }

  private long total(Txn txn) {
    long total = 0;
    for (TxnRef<Long> ref : refs) {
      total += ref.get(txn);
    }
    return total;
  }

  @Override
  long atomically(Program program) {
    return running.read(txn -> program.run(new Handed(refs, txn)));
  }

  private record Handed(TxnRef<Long>[] refs, Txn txn) implements Cells {
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
