package org.dosync;

/**
 * The thread was interrupted while Dosync waited on its behalf: for another commit, for a change
 * after {@link Transaction#retry()}, for a {@link Delay}. A transaction that ends so has changed
 * nothing. The thread's interrupt flag is set.
 */
public final class WaitInterruptedException extends DosyncException {

  private static final long serialVersionUID = 1L;

  WaitInterruptedException(String message) {
    super(message);
  }
}
