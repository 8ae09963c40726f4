package org.dosync.examples.tour;

/** Something was not as promised. */
final class BrokenPromiseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenPromiseException(String promise) {
    super(promise);
  }
}
