package org.dosync;

import java.util.ArrayList;
import java.util.List;
import org.dosync.Entry.Marker;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who hold promises of an agent, of actions and of waits for them, and its runtime,
 * which owes them until then.
 */
final class Owed {

  private Owed() {}

  static void deliver(Promise<?> promise, @Nullable Object value) {
    complete(promise, value);
    delivered(promise);
  }

  @SuppressWarnings("unchecked")
  private static void complete(Promise<?> promise, @Nullable Object value) {
    ((Promise<@Nullable Object>) promise).complete(value);
  }

  static void fail(@Nullable Promise<?> promise, Throwable reason) {
    if (promise != null) {
      promise.completeExceptionally(reason);
      delivered(promise);
    }
  }

  /** Somebody else has told what has become of it. */
  static void delivered(@Nullable Promise<?> promise) {
    DosyncRuntime runtime = promise == null ? null : promise.knownRuntime();
    if (promise != null && runtime != null) {
      runtime.delivered(promise);
    }
  }

  /** For entries that were taken out; says how many actions that were. */
  static long fail(List<Entry> dropped, Throwable forActions, Throwable forMarkers) {
    long count = 0;
    for (Entry entry : dropped) {
      if (entry instanceof Sent sent) {
        count++;
        fail(sent.promise, forActions);
      } else if (entry instanceof Marker marker) {
        fail(marker.reached, forMarkers);
      }
    }
    return count;
  }

  /** The promises of entries, whose actions do not run any more. */
  static List<Promise<?>> claim(List<Entry> waiting) {
    List<Promise<?>> promises = new ArrayList<>();
    for (Entry entry : waiting) {
      if (entry instanceof Marker marker) {
        promises.add(marker.reached);
      } else if (entry instanceof Sent sent && sent.promise != null && sent.claim() != null) {
        promises.add(sent.promise);
      }
    }
    return promises;
  }
}
