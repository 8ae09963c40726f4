package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * Is told of each change of a reference. See {@link Reference#addWatch}.
 *
 * @param <T> the type of the reference's value
 */
@FunctionalInterface
public interface Watch<T extends @Nullable Object> {

  /**
   * Called after each successful change, also when the new value equals the old one. Runs on the
   * thread that made the change, outside any transaction. By then the reference may already hold a
   * newer value than {@code newValue}; calls for changes of different threads may arrive out of
   * order.
   *
   * @param key the key the watch was added under
   * @param reference the reference that changed
   * @param oldValue the value before the change
   * @param newValue the value after it
   */
  void changed(Object key, Reference<? extends T> reference, T oldValue, T newValue);
}
