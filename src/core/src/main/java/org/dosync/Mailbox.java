package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.dosync.Entry.Idle;
import org.dosync.Entry.Marker;
import org.dosync.Entry.Place;
import org.jspecify.annotations.Nullable;

/**
 * The queue of an agent. Any thread puts entries in; one at a time, the mailbox's owner, takes them
 * out. A base class of {@link AgentLoop}: one object for each agent.
 *
 * <p><b>Putting in</b> is one compare-and-set of the top of a stack. Each entry carries the counts
 * of sent actions and reserved places, so the same step decides whether there was room: the limit
 * is never passed, however many threads race.
 *
 * <p><b>The owner.</b> Whoever puts the first entry on an {@link Idle} one becomes the owner, and
 * may hand that on. The owner turns the stack around bit by bit, into a chain in the order of
 * arrival, and ends its ownership by putting an {@code Idle} entry on a stack where all is done.
 * What it writes is seen by the next owner, since that one found the {@code Idle} entry, or was
 * handed the mailbox through an executor or a volatile field.
 *
 * <p><b>Dropping the oldest</b> is the one thing others do with the chain; mailboxes that allow it
 * guard the chain by a lock, the others have none.
 */
abstract class Mailbox extends Owned.Apart {

  private static final VarHandle TOP;
  private static final VarHandle DONE;
  private static final VarHandle DONE_AT_LEAST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TOP = lookup.findVarHandle(Mailbox.class, "top", Entry.class);
      DONE = lookup.findVarHandle(Mailbox.class, "done", long.class);
      DONE_AT_LEAST = lookup.findVarHandle(Mailbox.class, "doneAtLeast", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What putting an action in came to. */
  enum Put {
    /** There was no room: nothing has changed. */
    REFUSED,
    /** Others are ahead of it; the owner will come to it. */
    QUEUED,
    /** The mailbox was idle: the caller is its owner now. */
    FIRST
  }

  private final long capacity;
  private final @Nullable SpinLock lock;
  private volatile Entry top = new Idle(0, 0);

  /** A count of handled actions from some time ago, so that senders need not ask the owner. */
  private long doneAtLeast;

  Mailbox(long capacity, boolean dropping) {
    this.capacity = capacity;
    this.lock = dropping ? new SpinLock() : null;
  }

  // ---- for everybody

  /** Actions that wait or run, and places that are reserved. */
  final long size() {
    Entry now = top;
    return Math.max(0, now.sent - done) + now.reserved;
  }

  /** Actions that wait or run. */
  final long unhandled() {
    return Math.max(0, top.sent - done);
  }

  private boolean isFull(Entry now) {
    return isFull(now, (long) DONE_AT_LEAST.getOpaque(this)) && isFullNow(now);
  }

  private boolean isFullNow(Entry now) {
    long fresh = done;
    DONE_AT_LEAST.setOpaque(this, fresh);
    return isFull(now, fresh);
  }

  private boolean isFull(Entry now, long handled) {
    return now.sent - handled + now.reserved >= capacity;
  }

  final boolean isFull() {
    return isFull(top);
  }

  /** An action, if there is room for it. */
  final Put put(Sent action) {
    for (; ; ) {
      Entry now = top;
      if (isFull(now)) {
        return Put.REFUSED;
      }
      if (replace(now, action, now.sent + 1, now.reserved)) {
        return now instanceof Idle ? Put.FIRST : Put.QUEUED;
      }
    }
  }

  /** An action for which a place was reserved. */
  final Put putReserved(Sent action) {
    for (; ; ) {
      Entry now = top;
      if (replace(now, action, now.sent + 1, now.reserved - 1)) {
        return now instanceof Idle ? Put.FIRST : Put.QUEUED;
      }
    }
  }

  /** Whether there is something to wait for; if not the marker has not been put in. */
  final boolean putBehindOthers(Marker marker) {
    for (; ; ) {
      Entry now = top;
      if (now instanceof Idle) {
        return false;
      }
      if (replace(now, marker, now.sent, now.reserved)) {
        return true;
      }
    }
  }

  /** Keeps a place for an action that will come later, if there is one. */
  final boolean reserve() {
    for (; ; ) {
      Entry now = top;
      if (isFull(now)) {
        return false;
      }
      if (changeReserved(now, 1)) {
        return true;
      }
    }
  }

  /** Gives back a reserved place. */
  final void unreserve() {
    Entry now = top;
    while (!changeReserved(now, -1)) {
      now = top;
    }
    roomMade();
  }

  private boolean changeReserved(Entry now, int change) {
    return now instanceof Idle
        ? TOP.compareAndSet(this, now, new Idle(now.sent, now.reserved + change))
        : replace(now, new Place(), now.sent, now.reserved + change);
  }

  private boolean replace(Entry now, Entry entry, long sent, int reserved) {
    entry.sent = sent;
    entry.reserved = reserved;
    entry.link = now instanceof Idle ? null : now;
    return TOP.compareAndSet(this, now, entry);
  }

  /** Takes out the oldest action that does not run yet, if there is one. Needs the lock. */
  final @Nullable Sent dropOldest() {
    acquire();
    try {
      refill();
      Entry before = null;
      for (Entry entry = chain; entry != null; entry = entry.link) {
        if (entry instanceof Sent action) {
          unlink(before, action);
          DONE.setRelease(this, done + 1);
          return action;
        }
        before = entry;
      }
      return null;
    } finally {
      release();
    }
  }

  private void unlink(@Nullable Entry before, Entry entry) {
    if (before == null) {
      chain = entry.link;
    } else {
      before.link = entry.link;
    }
    if (chainEnd == entry) {
      chainEnd = before;
    }
    entry.link = null;
  }

  private void acquire() {
    if (lock != null) {
      lock.lock();
    }
  }

  private void release() {
    if (lock != null) {
      lock.held = false;
    }
  }

  // ---- for the owner

  /** The next entry to be handled, without taking it. */
  final @Nullable Entry peek() {
    acquire();
    try {
      if (chain == null) {
        refill();
      }
      return chain;
    } finally {
      release();
    }
  }

  final @Nullable Entry take() {
    acquire();
    try {
      if (chain == null) {
        refill();
      }
      Entry next = chain;
      if (next != null) {
        unlink(null, next);
      }
      return next;
    } finally {
      release();
    }
  }

  /** Turns what is new on the stack around, and puts it behind the chain. */
  private void refill() {
    Entry newest = top;
    Entry first = null;
    Entry last = null;
    Entry entry = newest instanceof Idle ? null : newest;
    while (entry != null && entry != taken) {
      Entry below = entry.link;
      if (!(entry instanceof Place)) {
        entry.link = first;
        first = entry;
        last = last == null ? entry : last;
      } else {
        entry.link = null;
      }
      entry = below;
    }
    taken = newest;
    append(first, last);
  }

  private void append(@Nullable Entry first, @Nullable Entry last) {
    if (first == null) {
      return;
    }
    if (chain == null) {
      chain = first;
    } else {
      requireNonNull(chainEnd).link = first;
    }
    chainEnd = last;
  }

  /** An action that was taken has been handled. */
  final void finished() {
    acquire();
    try {
      DONE.setRelease(this, done + 1);
    } finally {
      release();
    }
    roomMade();
  }

  /** There is a place now, for somebody who may wait for one. */
  abstract void roomMade();

  /** Ends the ownership, unless there is something left to handle. */
  final boolean rest() {
    acquire();
    try {
      Entry now = top;
      if (chain != null || now != taken) {
        return false;
      }
      taken = null; // first: the next owner may begin at once
      boolean idle = TOP.compareAndSet(this, now, new Idle(now.sent, now.reserved));
      if (!idle) {
        taken = now;
      }
      return idle;
    } finally {
      release();
    }
  }

  /** What waits, for a look at it. */
  final @Nullable Entry waiting() {
    acquire();
    try {
      refill();
      return chain;
    } finally {
      release();
    }
  }
}
