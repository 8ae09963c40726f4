package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * A validator refused a value; the reference keeps the value it had. Clojure's {@code
 * IllegalStateException("Invalid reference state")}.
 */
public final class InvalidStateException extends DosyncException {

  private static final long serialVersionUID = 1L;
  private final transient Reference<?> reference;
  private final transient @Nullable Object value;

  InvalidStateException(Reference<?> reference, @Nullable Object value, @Nullable Throwable cause) {
    super(
        "Invalid reference state: the validator of " + reference + " refused " + Text.of(value),
        cause);
    this.reference = reference;
    this.value = value;
  }

  /**
   * The reference that was to change.
   *
   * @return an atom or ref; {@code null} only in a deserialized exception
   */
  public Reference<?> reference() {
    return reference;
  }

  /**
   * The value that was refused.
   *
   * @return the value
   */
  public @Nullable Object value() {
    return value;
  }
}
