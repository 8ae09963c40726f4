package org.dosync;

/** An exception that cannot be asked for anything. */
final class Untellable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new UnsupportedOperationException("has no message");
  }

  @Override
  public synchronized Throwable getCause() {
    throw new UnsupportedOperationException("has no cause");
  }
}
