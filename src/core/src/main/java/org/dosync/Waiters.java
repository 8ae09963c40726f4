package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one ref. They are there as long as there is one: the last to leave takes them
 * from the ref, which is as bare, and as fast, as before.
 */
final class Waiters {

  /** The count once the last has left: nobody can enter these any more. */
  private static final int CLOSED = -1;

  private final Set<Waiter> inside = ConcurrentHashMap.newKeySet();

  /** Changed before one enters and after one has left: never too small. */
  private final AtomicInteger count = new AtomicInteger();

  static void enter(TransactionalRef<?> ref, Waiter waiter) {
    for (Waiters here = at(ref); !here.admits(waiter); here = at(ref)) {
      here.takeFrom(ref); // the last to leave may not have come to that yet
    }
  }

  private static Waiters at(TransactionalRef<?> ref) {
    Waiters here = of(ref);
    return here == null ? requireNonNull(ref.attach(Attachments::withWaiters).waiters()) : here;
  }

  static @Nullable Waiters of(TransactionalRef<?> ref) {
    Attachments attachments = ref.attachments();
    return attachments == null ? null : attachments.waiters();
  }

  /** Does nothing if it is not there. */
  static void leave(TransactionalRef<?> ref, Waiter waiter) {
    Waiters here = of(ref);
    if (here != null && here.inside.remove(waiter) && here.closes()) {
      here.takeFrom(ref);
    }
  }

  boolean admits(Waiter waiter) {
    return count.getAndUpdate(now -> now == CLOSED ? CLOSED : now + 1) != CLOSED
        && inside.add(waiter);
  }

  private boolean closes() {
    return count.decrementAndGet() == 0 && count.compareAndSet(0, CLOSED);
  }

  private void takeFrom(TransactionalRef<?> ref) {
    ref.attach(now -> now.without(this));
  }

  static void wakeAt(TransactionalRef<?> ref) {
    Waiters here = of(ref);
    if (here != null) {
      here.inside.forEach(Waiter::wake);
    }
  }

  int size() {
    return inside.size();
  }
}
