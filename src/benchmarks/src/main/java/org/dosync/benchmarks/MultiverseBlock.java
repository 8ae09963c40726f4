package org.dosync.benchmarks;

import org.multiverse.api.TxnExecutor;
import org.multiverse.api.TxnFactoryBuilder;
import org.multiverse.api.callables.TxnLongCallable;
import org.multiverse.api.callables.TxnVoidCallable;
import org.multiverse.api.exceptions.TooManyRetriesException;

/** One kind of Multiverse transaction. Starts again when Multiverse gives up, after 1000 tries. */
final class MultiverseBlock {
  private final TxnExecutor executor;

  MultiverseBlock(TxnFactoryBuilder settings) {
    executor = settings.newTxnExecutor();
  }

  void update(TxnVoidCallable body) {
    while (true) {
      try {
        executor.execute(body);
        return;
      } catch (TooManyRetriesException e) {
        continue;
      }
    }
  }

  long read(TxnLongCallable body) {
    while (true) {
      try {
        return executor.execute(body);
      } catch (TooManyRetriesException e) {
        continue;
      }
    }
  }
}
