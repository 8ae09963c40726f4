package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One value of one ref: at first an entry in a transaction's write set, then the write lock (as the
 * pending head of its ref), then history. One object for the three saves a copy at each step.
 *
 * <p>A version without a stamp of its own is pending; what its owner's status says decides about
 * it. A version with a stamp is committed for good, and so are all below it.
 */
class Version {

  /** The stamp of a pending version: greater than any other, so no read point is past it. */
  static final long PENDING = Long.MAX_VALUE;

  /** In {@link #credit} while pending: replaces whatever is there, nothing was read. */
  static final int BLIND = -1;

  /** In {@link #credit} while pending, beside {@link #BLIND}: changed again since it was made. */
  static final int CHANGED = 1;

  /** How many commits a ref may pile up before somebody looks how much of its chain can go. */
  private static final int CREDIT = 16;

  private static final VarHandle STAMP;
  private static final VarHandle OWNER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STAMP = lookup.findVarHandle(Version.class, "stamp", long.class);
      OWNER = lookup.findVarHandle(Version.class, "owner", Attempt.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final TransactionalRef<?> ref;

  /** What a {@link Ref} holds; null in a version of a {@link LongRef}. */
  @Nullable Object value;

  /** The version this one replaces; null once nobody can need it. */
  @Nullable Version prev;

  private @Nullable Attempt owner;
  private long stamp = PENDING;

  /**
   * While pending: {@link #BLIND} or {@link #CHANGED} or neither. Once committed: commits left
   * until the next trim; negative if the last one had to keep something for a reader alone.
   */
  int credit;

  Version(TransactionalRef<?> ref, @Nullable Version prev, @Nullable Attempt owner) {
    this.ref = ref;
    this.prev = prev;
    this.owner = owner;
  }

  /** Takes the value that its kind of ref has. */
  void hold(@Nullable Object newValue, long newNumber) {
    value = newValue;
  }

  /** Zero for a ref of objects. */
  long number() {
    return 0;
  }

  /** The very first version of a ref: older than every transaction. */
  static Version initial(Version version) {
    version.stamp = StampClock.FIRST;
    version.credit = CREDIT;
    return version;
  }

  final boolean isBlind() {
    return credit == BLIND;
  }

  /** {@link #PENDING} until it is committed. */
  final long stamp() {
    return (long) STAMP.getAcquire(this);
  }

  final boolean isPending() {
    return stamp() == PENDING;
  }

  final @Nullable Attempt owner() {
    return (Attempt) OWNER.getAcquire(this);
  }

  /** Whether it is pending, and may yet be committed or not. */
  final boolean isUndecided() {
    Attempt pending = owner();
    return isPending() && pending != null && !Status.isDecided(pending.status());
  }

  /** Whoever finds a committed version unstamped may do this. */
  final void stamp(long commitPoint) {
    STAMP.setRelease(this, commitPoint);
  }

  /** The owner is no more needed; if it is recorded something stays that tells its name. */
  void committed(long commitPoint, @Nullable Attempt stone) {
    stamp(commitPoint);
    if (stone == null) {
      OWNER.setRelease(this, null); // a constant, which the garbage collector need not hear of
    } else {
      OWNER.setRelease(this, stone);
    }
  }

  /**
   * The newest version of a ref with a stamp up to {@code at}, or null if it is no longer kept.
   * Waits only for transactions that hold a smaller stamp and are about to be decided.
   */
  static @Nullable Version at(TransactionalRef<?> ref, long at, @Nullable ReadSet self) {
    Version version = ref.head();
    if (version.isPending()) {
      version = version.decidedAt(at, self);
    }
    while (version != null && version.stamp() > at) {
      version = version.prev;
    }
    return version;
  }

  /** For a pending head: itself if it counts as committed at that stamp, else the one below. */
  private @Nullable Version decidedAt(long at, @Nullable ReadSet self) {
    for (int turn = 0; ; turn++) {
      Attempt pending = owner();
      if (pending == null) {
        if (!isPending()) {
          return this;
        }
      } else {
        long status = pending.status();
        if (pending == self || this instanceof Guard || Status.isAfter(status, at)) {
          return prev;
        }
        if (Status.isCommitted(status)) {
          stamp(Status.stamp(status));
          return this;
        }
      }
      Spin.once(turn);
    }
  }

  /**
   * The newest committed version of a ref, in the order in which transactions have returned. Waits
   * for one that may have its stamp already: another with a greater stamp may have returned, and
   * whoever knows that must not take the first for one that is still to come.
   */
  static Version current(TransactionalRef<?> ref) {
    Version head = ref.head();
    return head.isPending() ? decided(ref) : head;
  }

  private static Version decided(TransactionalRef<?> ref) {
    Version version = at(ref, View.OPEN, null);
    while (version == null) { // cut off just after a look at the head above it
      version = at(ref, View.OPEN, null);
    }
    return version;
  }

  /** A version of a ref that was the newest committed one during the call. Never waits. */
  static Version newest(TransactionalRef<?> ref) {
    for (; ; ) {
      Version head = ref.head();
      if (!head.isPending()) {
        return head;
      }
      Attempt pending = head.owner();
      if (pending != null) {
        return head.newestUnder(pending.status());
      }
    }
  }

  private Version newestUnder(long status) {
    if (Status.isCommitted(status) && !(this instanceof Guard)) {
      stamp(Status.stamp(status));
      return this;
    }
    Version below = prev;
    return below == null ? newest(ref) : below;
  }

  /**
   * Drops what no reader can need, after this version was committed on top of {@code prev}. Readers
   * that are not pinned find at least one version below the newest, or restart.
   *
   * @param oldestPin no pinned reader is older; read after this version became the pending head
   */
  final void trim(long oldestPin, @Nullable History history) {
    Version below = prev;
    if (below == null) {
      return;
    }
    if (history == null && below.stamp() <= oldestPin) {
      below.prev = null;
      credit = CREDIT;
    } else if (Math.abs(below.credit) > 1 && !below.outlivesItsReader(oldestPin)) {
      credit = below.credit - Integer.signum(below.credit);
    } else {
      credit = cut(below, oldestPin, history);
    }
  }

  /** What was kept for a reader alone goes at once when that is over; the walk is a shorter one. */
  private boolean outlivesItsReader(long oldestPin) {
    return credit < 0 && stamp() <= oldestPin;
  }

  /**
   * Walks the chain once in as many commits as it is long, so a commit pays O(1) for it.
   *
   * @return the credit
   */
  private static int cut(Version newest, long oldestPin, @Nullable History history) {
    int length = 1;
    int sign = 1;
    Version version = newest;
    while (version.prev != null) {
      if (history == null || !history.keeps(version, length + 1)) {
        if (version.stamp() <= oldestPin) {
          break;
        }
        sign = -1;
      }
      version = version.prev;
      length++;
    }
    version.prev = null;
    return sign * Math.max(CREDIT, length);
  }
}
