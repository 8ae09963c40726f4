package org.dosync;

/** What a ref holds on to. */
final class Chain {

  private Chain() {}

  /** How many versions. */
  static int length(Ref<?> ref) {
    int length = 0;
    for (Version version = ref.head(); version != null; version = version.prev) {
      length++;
    }
    return length;
  }
}
