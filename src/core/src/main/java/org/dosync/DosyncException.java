package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * The root of what Dosync throws. It is an {@link IllegalStateException} because that is what
 * Clojure throws in the same places.
 */
public class DosyncException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * Made by Dosync and its modules.
   *
   * @param message what was attempted, on what, what was found and what to do
   */
  public DosyncException(String message) {
    super(message);
  }

  /**
   * Made by Dosync and its modules.
   *
   * @param message what was attempted, on what, what was found and what to do
   * @param cause what led to it
   */
  public DosyncException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
