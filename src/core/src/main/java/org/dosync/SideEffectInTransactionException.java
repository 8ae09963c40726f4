package org.dosync;

/**
 * A side effect was attempted inside a transaction, where it could happen once for each try.
 * Clojure's {@code IllegalStateException("I/O in transaction")}. See {@link Transaction#io()}.
 */
public final class SideEffectInTransactionException extends DosyncException {

  private static final long serialVersionUID = 1L;

  SideEffectInTransactionException(String message) {
    super(message);
  }
}
