package org.dosync;

import org.dosync.UnreadFailures.Unread;
import org.jspecify.annotations.Nullable;

/** A promise whose value a runtime computes: its failure is told even if nobody asks for it. */
abstract sealed class Computed<T extends @Nullable Object> extends Promise<T>
    permits Task, FanOut, Composed {

  private final DosyncRuntime runtime;
  private volatile boolean asked;
  private volatile @Nullable Unread unread;

  Computed(DosyncRuntime runtime) {
    this.runtime = runtime;
  }

  public final DosyncRuntime runtime() {
    return runtime;
  }

  @Override
  final @Nullable DosyncRuntime knownRuntime() {
    return runtime;
  }

  /**
   * Delivers a failure. If something else was delivered before, nobody could ask for it: it is told
   * then. Not if that was a cancel, or if it comes of a close, which has reported it already.
   */
  final void failOrTell(Throwable thrown, String sentFrom) {
    boolean heard = failOrNote(thrown, sentFrom) || isCancelled();
    if (!heard && !isOfTheClose(thrown)) {
      Failures.report(new Failure("future", this, thrown, sentFrom));
    }
  }

  /**
   * Delivers a failure, and keeps it in mind until somebody asks; whether it was delivered. What a
   * close leaves undone is in its report already.
   */
  private boolean failOrNote(Throwable thrown, String sentFrom) {
    boolean expected = asked || getNumberOfDependents() > 0;
    boolean delivered = completeExceptionally(thrown);
    if (delivered && !expected && !isOfTheClose(thrown)) {
      unread = runtime.unreadFailures().add(this, thrown, sentFrom);
      if (asked) { // meanwhile
        asked();
      }
    }
    return delivered;
  }

  /** As long as this runtime is there, it is another one that was closed. */
  private boolean isOfTheClose(Throwable thrown) {
    return thrown instanceof RuntimeClosedException && runtime.isTerminated();
  }

  @Override
  final void asked() {
    if (isDone() && !hasFailed()) {
      return; // so nothing will be unread; a write would cost each reader a fence
    }
    asked = true;
    Unread noted = unread;
    if (noted != null) {
      unread = null;
      runtime.unreadFailures().read(noted);
    }
  }
}
