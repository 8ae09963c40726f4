package org.dosync.benchmarks;

/** A system lost or invented a write, or showed a sum that never was. */
final class BrokenInvariantException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BrokenInvariantException(String message) {
    super(message);
  }
}
