package org.dosync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction did not commit within its timeout, because it lost its tries or because what it
 * waits for by {@link Transaction#retry()} did not come.
 */
public final class TransactionTimeoutException extends ContentionException {

  private static final long serialVersionUID = 1L;

  TransactionTimeoutException(
      @Nullable String transactionName, Duration timeout, int tries, List<Ref<?>> contended) {
    super(
        "Transaction"
            + (transactionName == null ? "" : " \"" + transactionName + "\"")
            + " did not commit within "
            + timeout
            + ": "
            + tries
            + " tries, contended refs "
            + contended,
        transactionName,
        tries,
        contended);
  }
}
