package org.dosync;

import org.jspecify.annotations.Nullable;

/** What follows on others' work: noted by its runtime as long as it has not ended. */
abstract sealed class Following implements Activity permits Aftermath, FollowUp {

  private final Busy.Note note = new Busy.Note(this);
  private volatile @Nullable Promise<?> awaited;

  final Busy.Note note() {
    return note;
  }

  @Override
  public final @Nullable Promise<?> awaited() {
    return awaited;
  }

  @Override
  public final void await(@Nullable Promise<?> promise) {
    awaited = promise;
  }
}
