package org.dosync;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this thread: a try of a transaction, and an action or task. The thread keeps an
 * array, a class of the JDK: a pooled thread that outlives an application must not hold on to the
 * application's class loader.
 *
 * <p>A look-up in a {@link ThreadLocal} is a good part of a read, so slots are looked for first in
 * {@link #PLACES}, by the number of the thread. A place belongs to the first thread that comes, as
 * long as that lives, and keeps no thread alive; all others go on with the {@code ThreadLocal}. Two
 * threads may race for a place: whoever finds another thread's there asks its {@code ThreadLocal}.
 */
final class Current {

  /** Where the slot of a thread has its {@link Attempt}. */
  static final int ATTEMPT = 0;

  /** Where the slot of a thread has its {@link Activity}. */
  static final int ACTIVITY = 1;

  /** Where the slot of a thread has the set of effects that {@link Transaction#allow} lets pass. */
  static final int ALLOWED = 2;

  /** More than is used: two threads that wrote to one cache line would slow each other down. */
  private static final int SLOT_SIZE = 32;

  private static final ThreadLocal<@Nullable Object[]> SLOT =
      ThreadLocal.withInitial(() -> new @Nullable Object[SLOT_SIZE]);

  private static final int COUNT = 256;
  private static final @Nullable Place[] PLACES = new Place[COUNT];

  /** Not changed after it is made, but for the thread, which the garbage collector may forget. */
  private static final class Place extends WeakReference<Thread> {
    final @Nullable Object[] slot;

    Place(Thread thread, @Nullable Object[] slot) {
      super(thread);
      this.slot = slot;
    }
  }

  private Current() {}

  @SuppressWarnings("deprecation") // Thread.threadId() came with 19
  static @Nullable Object[] slot() {
    Thread thread = Thread.currentThread();
    int index = (int) thread.getId() & (COUNT - 1);
    Place place = PLACES[index];
    return place != null && place.refersTo(thread) ? place.slot : slotOf(thread, index, place);
  }

  private static @Nullable Object[] slotOf(Thread thread, int index, @Nullable Place place) {
    @Nullable Object[] slot = SLOT.get();
    if (place == null || place.refersTo(null)) {
      PLACES[index] = new Place(thread, slot);
    }
    return slot;
  }

  static @Nullable Attempt attempt() {
    return (Attempt) slot()[ATTEMPT];
  }

  static @Nullable Activity activity() {
    return (Activity) slot()[ACTIVITY];
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
