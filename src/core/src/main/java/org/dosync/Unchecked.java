package org.dosync;

/** Throws what a function may have declared, where the compiler cannot know. */
final class Unchecked {

  private Unchecked() {}

  /** Never returns; says so that a caller can write {@code throw}. */
  static RuntimeException rethrow(Throwable thrown) {
    return Unchecked.<RuntimeException>as(thrown);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException as(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
