package org.dosync.cdi;

/** Throws what a method may have declared, where the compiler cannot know. */
final class Unchecked {

  private Unchecked() {}

  static RuntimeException rethrow(Throwable thrown) {
    return Unchecked.<RuntimeException>as(thrown);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException as(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
