package org.dosync;

import org.jspecify.annotations.Nullable;

/** A version of a ref that keeps its history: it knows since when it holds. */
final class Fact extends LongVersion {

  /** Nanoseconds since 1970, by the clock of the ref's {@link History}; set before the stamp is. */
  long since;

  Fact(TransactionalRef<?> ref, @Nullable Version prev, @Nullable Attempt owner) {
    super(ref, prev, owner);
  }
}
