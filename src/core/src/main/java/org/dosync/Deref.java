package org.dosync;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be asked for its value: Clojure's {@code IDeref}.
 *
 * @param <T> the type of the value
 */
public interface Deref<T extends @Nullable Object> extends Supplier<T> {

  /**
   * The value now.
   *
   * @return the value, which may be {@code null}
   */
  T deref();

  /** The same as {@link #deref()}. */
  @Override
  default T get() {
    return deref();
  }
}
