package org.dosync;

/**
 * Takes a body back to its start. One instance, without a stack trace, because it is thrown often;
 * an {@code Error}, so that {@code catch (Exception e)} lets it pass. A body that catches it all
 * the same changes nothing: its try is doomed already.
 */
final class RetrySignal extends Error {

  private static final long serialVersionUID = 1L;

  static final RetrySignal INSTANCE = new RetrySignal();

  private RetrySignal() {
    super("The transaction is retried; please let this pass", null, false, false);
  }
}
