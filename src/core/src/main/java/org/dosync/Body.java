package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction does, with a result. It may run several times; see {@link Transaction}.
 *
 * @param <T> the type of the result
 * @param <X> what it may throw; a body that throws nothing checked infers {@code RuntimeException}
 */
@FunctionalInterface
public interface Body<T extends @Nullable Object, X extends Throwable> {

  /**
   * Runs the body once.
   *
   * @return the result
   * @throws X to abort the transaction
   */
  T run() throws X;
}
