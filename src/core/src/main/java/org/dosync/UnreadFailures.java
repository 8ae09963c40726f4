package org.dosync;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Failures of futures that nobody has asked for yet. One whose promise is dropped by everybody, or
 * that is still here when the runtime closes, goes to {@link Failures}.
 */
final class UnreadFailures {

  private static final long LOOK_FOR_THE_END_MILLIS = 1_000;

  /** A failure, for as long as its promise might still be asked. */
  static final class Unread extends WeakReference<Promise<?>> {
    private final Failure failure;

    private Unread(Promise<?> promise, Failure failure, ReferenceQueue<Promise<?>> dropped) {
      super(promise, dropped);
      this.failure = failure;
    }
  }

  private final ThreadFactory threads;
  private final Set<Unread> unread = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Promise<?>> dropped = new ReferenceQueue<>();
  private final AtomicBoolean watched = new AtomicBoolean();

  UnreadFailures(ThreadFactory threads) {
    this.threads = threads;
  }

  Unread add(Promise<?> promise, Throwable cause, String sentFrom) {
    Unread added = new Unread(promise, new Failure("future", null, cause, sentFrom), dropped);
    unread.add(added);
    watch();
    return added;
  }

  void read(Unread failure) {
    unread.remove(failure);
  }

  /** The futures may still be asked, but nobody will be there to tell. */
  void reportAll() {
    unread.forEach(this::report);
  }

  private void report(Unread failure) {
    if (unread.remove(failure)) {
      Failures.report(failure.failure);
    }
  }

  /** A thread for as long as there is something to watch. */
  private void watch() {
    if (!unread.isEmpty() && watched.compareAndSet(false, true)) {
      try {
        threads.newThread(this::reportDropped).start();
      } catch (Throwable noThreadForIt) { // the next failure tries again; the close tells them all
        watched.set(false);
      }
    }
  }

  private void reportDropped() {
    try {
      while (!unread.isEmpty()) {
        if (dropped.remove(LOOK_FOR_THE_END_MILLIS) instanceof Unread failure) {
          report(failure);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watched.set(false);
    }
    watch();
  }
}
