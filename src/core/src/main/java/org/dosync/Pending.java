package org.dosync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value that may not be there yet: Clojure's {@code IPending} and {@code IBlockingDeref}.
 *
 * @param <T> the type of the value
 */
public interface Pending<T extends @Nullable Object> extends Deref<T> {

  /**
   * The value, if it is there within {@code timeout}; else {@code fallback}.
   *
   * @param timeout how long to wait; zero or less means not at all
   * @param fallback what to return when the value is not there in time
   * @return the value or the fallback
   * @throws WaitInterruptedException if the thread is interrupted while it waits; the interrupt
   *     flag is set
   */
  T deref(Duration timeout, T fallback);

  /**
   * Whether the value is there, or its computation has failed. Never blocks.
   *
   * @return true once {@link #deref()} will not wait
   */
  boolean isRealized();
}
