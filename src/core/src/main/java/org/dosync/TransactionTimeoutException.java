package org.dosync;

import java.util.Collection;

/**
 * A transaction did not commit within its timeout, because it lost its tries or because what it
 * waits for by {@link Transaction#retry()} did not come.
 */
public final class TransactionTimeoutException extends ContentionException {

  private static final long serialVersionUID = 1L;

  TransactionTimeoutException(
      TransactionOptions transaction,
      String story,
      int tries,
      Collection<TransactionalRef<?>> contended) {
    super(
        "Transaction "
            + transaction.label()
            + " did not commit within "
            + transaction.timeout()
            + ", "
            + story,
        transaction,
        tries,
        contended);
  }
}
