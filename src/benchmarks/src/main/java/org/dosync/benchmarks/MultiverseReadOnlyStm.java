package org.dosync.benchmarks;

import org.multiverse.stms.gamma.GammaStm;

/** Multiverse with sums that are marked as read-only. */
final class MultiverseReadOnlyStm extends MultiverseStm {
  MultiverseReadOnlyStm(int count, long initial) {
    super(count, initial);
  }

  @Override
  MultiverseBlock summing(GammaStm stm) {
    return new MultiverseBlock(stm.newTxnFactoryBuilder().setReadonly(true));
  }
}
