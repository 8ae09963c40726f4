package org.dosync;

/** A value that cannot be shown. */
final class Unprintable {

  @Override
  public String toString() {
    throw new UnsupportedOperationException("can't be shown");
  }
}
