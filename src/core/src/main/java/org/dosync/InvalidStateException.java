package org.dosync;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A validator refused a value; the reference keeps the value it had. Clojure's {@code
 * IllegalStateException("Invalid reference state")}.
 */
public final class InvalidStateException extends DosyncException {

  private static final long serialVersionUID = 1L;
  private final transient Reference<?> reference;
  private final transient @Nullable Object value;

  /**
   * For validators that say why: what a validator throws reaches whoever tried to change the
   * reference.
   *
   * @param reference the reference that was to change
   * @param value the value that was refused
   * @param cause why; its message becomes a part of this one. Null if nothing is known
   */
  public InvalidStateException(
      Reference<?> reference, @Nullable Object value, @Nullable Throwable cause) {
    super(text(reference, value, cause), cause);
    this.reference = requireNonNull(reference, "reference");
    this.value = value;
  }

  private static String text(
      Reference<?> reference, @Nullable Object value, @Nullable Throwable cause) {
    return "Invalid reference state: the validator of "
        + reference
        + " refused "
        + Text.of(value)
        + (cause == null ? "" : ": " + Text.messageOf(cause));
  }

  /**
   * The reference that was to change.
   *
   * @return an atom, ref or agent; {@code null} only in a deserialized exception
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
