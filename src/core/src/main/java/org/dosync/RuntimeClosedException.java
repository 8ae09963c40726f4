package org.dosync;

import java.util.concurrent.RejectedExecutionException;

/**
 * A {@link DosyncRuntime} is closed, or is closing: what was attempted did not happen, or, where it
 * is what a {@link Promise} failed with, will not. A {@link RejectedExecutionException}, as Java
 * calls what an executor cannot take.
 */
public final class RuntimeClosedException extends RejectedExecutionException {

  private static final long serialVersionUID = 1L;

  RuntimeClosedException(String message) {
    super(message);
  }
}
