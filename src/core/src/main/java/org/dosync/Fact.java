package org.dosync;

import org.jspecify.annotations.Nullable;

/** A version of a ref that keeps its history: it knows since when it holds. */
final class Fact extends Version {

  /** Nanoseconds since 1970, by the clock of the ref's {@link History}; set before the stamp is. */
  long since;

  Fact(Ref<?> ref, @Nullable Object value, @Nullable Version prev, @Nullable Attempt owner) {
    super(ref, value, prev, owner);
  }
}
