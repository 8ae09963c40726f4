package org.dosync;

/** Throws checked exceptions from where none may be declared. */
public final class Sneaky {

  private Sneaky() {}

  public static RuntimeException rethrow(Throwable thrown) {
    throw Sneaky.<RuntimeException>unchecked(thrown);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
