package org.dosync;

/**
 * Something that only a transaction may do was attempted outside one. Clojure's {@code
 * IllegalStateException("No transaction running")}.
 */
public final class NoTransactionException extends DosyncException {

  private static final long serialVersionUID = 1L;

  NoTransactionException(String attempted) {
    super(
        "No transaction running: "
            + attempted
            + " needs one. Call it inside Transaction.dosync(...), on the thread that runs it"
            + NotIntercepted.hint());
  }
}
