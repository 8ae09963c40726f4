package org.dosync;

import java.util.Collection;

/**
 * A transaction lost more tries than its options allow. Clojure's {@code RuntimeException}
 * ("Transaction failed after reaching retry limit").
 */
public final class RetryLimitException extends ContentionException {

  private static final long serialVersionUID = 1L;

  RetryLimitException(
      TransactionOptions transaction,
      String story,
      int tries,
      Collection<TransactionalRef<?>> contended) {
    super(
        "Transaction "
            + transaction.label()
            + " failed after reaching retry limit, "
            + story
            + ". Make it shorter or touch fewer refs, or raise maxRetries",
        transaction,
        tries,
        contended);
  }
}
