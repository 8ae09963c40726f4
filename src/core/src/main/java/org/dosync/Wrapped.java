package org.dosync;

import org.jspecify.annotations.Nullable;

/** A body of ours around a user's, from which it has its name. */
record Wrapped<T extends @Nullable Object, X extends Throwable>(Object users, Body<T, X> ours)
    implements Body<T, X>, SentFrom {

  @Override
  public T run() throws X {
    return ours.run();
  }

  @Override
  public String sentFrom() {
    return Origin.of(users);
  }
}
