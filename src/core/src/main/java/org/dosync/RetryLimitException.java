package org.dosync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction lost as many tries as its options allow. Clojure's {@code RuntimeException}
 * ("Transaction failed after reaching retry limit").
 */
public final class RetryLimitException extends ContentionException {

  private static final long serialVersionUID = 1L;

  RetryLimitException(@Nullable String transactionName, int tries, List<Ref<?>> contended) {
    super(
        "Transaction"
            + (transactionName == null ? "" : " \"" + transactionName + "\"")
            + " failed after reaching retry limit: "
            + tries
            + " tries, contended refs "
            + contended
            + ". Make it shorter or touch fewer refs, or raise maxRetries",
        transactionName,
        tries,
        contended);
  }
}
