package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What runs on this thread: a try of a transaction, and an action or task. The thread keeps an
 * array, a class of the JDK: a pooled thread that outlives an application must not hold on to the
 * application's class loader.
 */
final class Current {

  /** Where the slot of a thread has its {@link Attempt}. */
  static final int ATTEMPT = 0;

  /** Where the slot of a thread has its {@link Activity}. */
  static final int ACTIVITY = 1;

  private static final ThreadLocal<@Nullable Object[]> SLOT =
      ThreadLocal.withInitial(() -> new @Nullable Object[2]);

  private Current() {}

  static @Nullable Object[] slot() {
    return SLOT.get();
  }

  static @Nullable Attempt attempt() {
    return (Attempt) SLOT.get()[ATTEMPT];
  }

  static @Nullable Activity activity() {
    return (Activity) SLOT.get()[ACTIVITY];
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
