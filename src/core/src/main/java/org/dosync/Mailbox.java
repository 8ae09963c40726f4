package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * A marker behind all actions that are there: this one, or one that somebody has put there
   * before. Null if there is nothing to wait for.
   */
  final @Nullable Marker putBehindOthers(Marker marker) {
    for (; ; ) {
      Entry now = top;
      Entry newest = newest(now);
      if (newest == null) {
        return null;
      }
      if (newest instanceof Marker there && !there.reached.isDone()) {
        return there;
      }
      if (replace(now, marker, now.sent, now.reserved)) {
        return marker;
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
    entry.link = newest(now);
    return TOP.compareAndSet(this, now, entry);
  }

  /**
   * The newest entry that is to be handled. Below a {@link Place} is never another one, so the
   * stack does not grow by them, and their links do not change.
   */
  private static @Nullable Entry newest(Entry top) {
    return top instanceof Idle ? null : top instanceof Place ? top.link : top;
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
      if (lock != null) {
        lock.held = false;
      }
    }
  }

  /** Whether there is no room, and nothing that could be dropped. Needs the lock. */
  final boolean isFullOfOthers() {
    acquire();
    try {
      boolean full = isFull(top);
      refill();
      Entry entry = chain;
      while (entry instanceof Marker) {
        entry = entry.link;
      }
      return full && entry == null;
    } finally {
      if (lock != null) {
        lock.held = false;
      }
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
      if (lock != null) {
        lock.held = false;
      }
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
      if (lock != null) {
        lock.held = false;
      }
    }
  }

  /** Takes the entry if it is the next one; it may have been dropped since the last look. */
  final boolean take(Entry next) {
    acquire();
    try {
      if (chain == null) {
        refill();
      }
      boolean there = chain == next;
      if (there) {
        unlink(null, next);
      }
      return there;
    } finally {
      if (lock != null) {
        lock.held = false;
      }
    }
  }

  /**
   * Turns what is new on the stack around, and puts it behind the chain. Without a call once it has
   * begun: a stack overflow must not leave it half done.
   */
  private void refill() {
    Entry newest = newest(top);
    Entry first = null;
    Entry entry = newest;
    while (entry != null && entry != taken) {
      Entry below = entry.link;
      entry.link = first;
      first = entry;
      entry = below;
    }
    if (first != null) {
      Entry end = chainEnd;
      if (end == null) {
        chain = first;
      } else {
        end.link = first;
      }
      chainEnd = newest;
      taken = newest;
    }
  }

  /** An action that was taken has been handled. */
  final void finished() {
    acquire();
    try {
      DONE.setRelease(this, done + 1);
    } finally {
      if (lock != null) {
        lock.held = false;
      }
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
      Entry newest = newest(now);
      if (chain != null || newest != taken) {
        return false;
      }
      Idle idle = new Idle(now.sent, now.reserved);
      boolean resting = false;
      taken = null; // first: the next owner may begin at once
      try {
        resting = TOP.compareAndSet(this, now, idle);
      } finally {
        if (!resting) {
          taken = newest;
        }
      }
      return resting;
    } finally {
      if (lock != null) {
        lock.held = false;
      }
    }
  }

  /** What waits, for a look at it: a copy, since others may drop some of it. */
  final List<Entry> waiting() {
    List<Entry> waiting = new ArrayList<>();
    acquire();
    try {
      refill();
      for (Entry entry = chain; entry != null; entry = entry.link) {
        waiting.add(entry);
      }
      return waiting;
    } finally {
      if (lock != null) {
        lock.held = false;
      }
    }
  }
}
