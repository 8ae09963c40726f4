package org.dosync;

import org.jspecify.annotations.Nullable;

/** A class of its own, so that it can be told where the body was written. */
record WithoutResult<X extends Throwable>(VoidBody<X> body) implements Body<@Nullable Object, X> {

  @Override
  public @Nullable Object run() throws X {
    body.run();
    return null;
  }
}
