package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * The try that runs on this thread. The thread keeps an array of one element, a class of the JDK: a
 * pooled thread that outlives an application must not hold on to the application's class loader.
 */
final class Current {

  private static final ThreadLocal<@Nullable Object[]> SLOT =
      ThreadLocal.withInitial(() -> new @Nullable Object[1]);

  private Current() {}

  static @Nullable Object[] slot() {
    return SLOT.get();
  }

  static @Nullable Attempt attempt() {
    return (Attempt) SLOT.get()[0];
  }

  static Attempt required(String attempted) {
    return required(attempted, null);
  }

  static Attempt required(String attempted, @Nullable Ref<?> ref) {
    Attempt attempt = attempt();
    if (attempt == null) {
      throw new NoTransactionException(ref == null ? attempted : attempted + " of " + ref);
    }
    return attempt;
  }
}
