package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this thread: a try of a transaction, and an action or task.
 *
 * <p>A look-up in a {@link ThreadLocal} is a good part of a read, so slots are looked for first in
 * {@link #PLACES}, by the number of the thread. A place belongs to the first thread that comes, as
 * long as that lives, and keeps no thread alive; all others go on with the {@code ThreadLocal}. A
 * thread that is ours {@link #begin begins} and {@link #end ends} with a place, if one is free, and
 * needs no {@code ThreadLocal} then.
 *
 * <p>That has a weak reference only: a pooled thread that outlives an application must not hold on
 * to the application's class loader. A slot that matters is held by whoever put something into it.
 */
final class Current {

  private static final ThreadLocal<WeakReference<Slot>> SLOT =
      ThreadLocal.withInitial(() -> new WeakReference<>(null));

  private static final int COUNT = 256;
  private static final @Nullable Slot[] PLACES = new Slot[COUNT];
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Slot[].class);

  /** Used by its own thread only, which it does not keep alive. */
  private static class Word extends WeakReference<Thread> {
    @Nullable Attempt attempt;

    /** Up to where reads look no further, for the attempt or outside: half of a read is saved. */
    long looksAt = View.OPEN;

    @Nullable Activity activity;

    /** What the transactions of this thread hold, also one that is set aside, if it delivers. */
    @Nullable Effects delivering;

    /** Whether somebody is told of actions that were dropped to make room. */
    boolean tellsOfDrops;

    /** The effects that {@link Transaction#allow} lets pass. */
    Set<Effect> allowed = Set.of();

    Word(Thread thread) {
      super(thread);
    }
  }

  /** Padded: two threads that wrote to one cache line would slow each other down. */
  @SuppressWarnings("unused")
  static final class Slot extends Word {
    long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    Slot(Thread thread) {
      super(thread);
    }
  }

  /** For what belongs to no thread any more. */
  static final Slot NOBODYS = new Slot(Thread.currentThread());

  private Current() {}

  static Slot slot() {
    Thread thread = Thread.currentThread();
    int index = placeOf(thread);
    Slot slot = PLACES[index];
    return slot != null && slot.refersTo(thread) ? slot : slotOf(thread, index);
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with 19
  private static int placeOf(Thread thread) {
    return (int) thread.getId() & (COUNT - 1);
  }

  private static Slot slotOf(Thread thread, int index) {
    Slot slot = SLOT.get().get();
    if (slot == null) {
      slot = new Slot(thread);
      SLOT.set(new WeakReference<>(slot));
    }
    take(index, slot);
    return slot;
  }

  /** If it is free, or was a thread's that is gone. */
  private static void take(int index, Slot slot) {
    Slot other = (Slot) PLACE.getAcquire(PLACES, index);
    if (other == null || other.refersTo(null)) {
      PLACE.compareAndSet(PLACES, index, other, slot);
    }
  }

  /** On a thread that does nothing else before, and {@link #end} at its end. */
  static void begin() {
    Thread thread = Thread.currentThread();
    take(placeOf(thread), new Slot(thread));
  }

  static void end() {
    Thread thread = Thread.currentThread();
    int index = placeOf(thread);
    Slot slot = PLACES[index];
    if (slot != null && slot.refersTo(thread)) {
      PLACE.setRelease(PLACES, index, (Slot) null);
    }
  }

  static @Nullable Attempt attempt() {
    return slot().attempt;
  }

  static @Nullable Activity activity() {
    return slot().activity;
  }

  static Attempt required(String attempted) {
    return required(attempted, null);
  }

  static Attempt required(String attempted, @Nullable TransactionalRef<?> ref) {
    Attempt attempt = attempt();
    if (attempt == null) {
      throw new NoTransactionException(ref == null ? attempted : attempted + " of " + ref);
    }
    return attempt;
  }
}
