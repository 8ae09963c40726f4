package org.dosync;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a try sees of the refs. A base class of {@link Attempt}, like {@link ReadSet}.
 *
 * <p>The read point is a moment of {@link StampClock}; the body sees what was committed up to it. A
 * version that is newer is taken only if everything read so far is still current, and then the read
 * point moves up to now (<i>extension</i>), so that a body never sees values that no moment held. A
 * body that begins with changes has none until it reads, or has changed a few refs; see {@link
 * Commit}.
 *
 * <p>Reads are logged, to be validated at the commit, unless nothing depends on them: a read-only
 * transaction and one under {@link Isolation#SNAPSHOT} log none, and one that has read many refs
 * and changed none stops logging and goes on as a snapshot. If it does change one after all it must
 * be the very next to commit; else it is restarted and logs everything.
 */
abstract class View extends WriteSet {

  private enum Doom {
    NONE,
    LOST,
    BLOCKED
  }

  /** Here, because its class must not be initialized where the stack ends. */
  private static final RetrySignal SIGNAL = RetrySignal.INSTANCE;

  /** Reads without a write after which a transaction is taken for a read-only one. */
  private static final int LOGGED_READS = 16;

  /** The read point of a try that has not seen anything: any committed version will do. */
  static final long OPEN = Version.PENDING - 1;

  /** The read point of a try that sees what is current: before all stamps. */
  private static final long NONE = 0;

  /** So many refs are changed without a read point: each costs a look at all before it. */
  private static final int FEW = 4;

  /** How long to wait for a pending version before a change is based on the one below. */
  private static final int PENDING_TURNS = 64;

  final TransactionOptions options;
  final Current.Slot slot;
  private @Nullable Contention contention;

  private Doom doom = Doom.NONE;
  private boolean logging;

  /** Negative once the try is doomed, so that reads need no check of their own. */
  private long readPoint;

  /** Only stores: a volatile read in a constructor would cost the object a second pass. */
  View(
      Current.Slot slot,
      TransactionOptions options,
      @Nullable Contention contention,
      boolean logging,
      long readPoint) {
    this.slot = slot;
    this.options = options;
    this.contention = contention;
    this.logging = logging;
    this.readPoint = readPoint;
  }

  abstract Attempt self();

  /** The entry at an index of the write set, with its value. */
  abstract Version ownVersion(int index);

  // ---- reading

  /**
   * A ref with a version up to this at its head is read by a look at it: nothing logs or hides it.
   */
  final long looksAt() {
    return logging || writeCount() > 0 ? NONE : readPoint;
  }

  final Version read(TransactionalRef<?> ref) {
    int index = indexOf(ref);
    return index < 0 ? readCommitted(ref) : ownVersion(index);
  }

  private Version readCommitted(TransactionalRef<?> ref) {
    beginReading();
    Version version = ref.head();
    if (version.stamp() > readPoint) {
      version = readPast(ref);
    }
    if (logging) {
      log(version);
    }
    return version;
  }

  /** What is read is seen at a read point: a body that only reads goes on at that moment. */
  final void beginReading() {
    if (readPoint == OPEN) {
      readPoint = StampClock.readPoint();
    } else if (readPoint == NONE) {
      settle();
    }
  }

  /** The short form of {@link #extend}, for a try without a read point; may leave it without. */
  private void settle() {
    throwIfDoomed();
    long now = StampClock.readPoint();
    if (isAllCurrent()) {
      readPoint = now;
    }
  }

  /** Whether there is a moment, in this call, with all that was seen so far. */
  private boolean isAllCurrent() {
    return readsAreHeads() && basesAreHeads();
  }

  /** The head is pending or newer than the read point. */
  private Version readPast(TransactionalRef<?> ref) {
    throwIfDoomed();
    if (logging && options.logsReads() && Version.newest(ref).stamp() > readPoint) {
      extendOrStopLogging();
    }
    Version version = Version.at(ref, readPoint, this);
    if (version == null) {
      throw fault();
    }
    return version;
  }

  private void extendOrStopLogging() {
    TransactionalRef<?> overtaken = extend();
    if (overtaken != null) {
      if (!mayStopLogging()) {
        throw lostTo(overtaken);
      }
      stopLogging();
    }
  }

  private boolean mayStopLogging() {
    return readPoint != NONE && writeCount() == 0 && (contention == null || !contention.logsAll());
  }

  private void stopLogging() {
    logging = false;
    looksAtMore();
  }

  /** Nothing is lost by a stack overflow in here. */
  private void looksAtMore() {
    if (slot.attempt == this) {
      slot.looksAt = looksAt();
    }
  }

  @Override
  final void addWrite(Version version) {
    if (slot.attempt == this) { // no call, as in doom
      slot.looksAt = NONE;
    }
    super.addWrite(version);
  }

  private void log(Version version) {
    if (readCount() == LOGGED_READS && mayStopLogging()) {
      stopLogging();
    } else {
      addRead(version);
    }
  }

  /** What comes first is taken as it is. */
  private Version changed(Version version) {
    if (readPoint == OPEN) {
      readPoint = NONE;
    }
    return version;
  }

  /** Whether the outcome depends on reads that the commit cannot validate. */
  final boolean hasUnloggedReads() {
    return !logging && options.logsReads();
  }

  /** Moves the read point up to now, or names a ref that has been overtaken. */
  private @Nullable TransactionalRef<?> extend() {
    long now = StampClock.readPoint();
    TransactionalRef<?> overtaken = overtakenRead(now);
    if (overtaken == null) {
      overtaken = overtakenWrite(now);
    }
    if (overtaken == null) {
      readPoint = now;
    }
    return overtaken;
  }

  /** The newest version, with all that was seen before: what a change can be based on. */
  final Version base(TransactionalRef<?> ref) {
    if (readPoint == NONE && (writeCount() >= FEW || readCount() > 0)) {
      settle();
    }
    Version version = ref.head();
    if (version.stamp() <= readPoint ? !hasUnloggedReads() : isSeenBesideOthers(version)) {
      return changed(version);
    }
    throwIfDoomed();
    awaitPending(ref);
    if (readPoint == OPEN) {
      return changed(Version.current(ref));
    }
    for (; ; ) {
      Version visible = readPoint == NONE ? null : Version.at(ref, readPoint, this);
      if (visible != null && visible == Version.newest(ref) && !isOvertakenUnlogged()) {
        return visible;
      }
      extendOrLose(ref);
    }
  }

  private boolean isSeenBesideOthers(Version head) {
    return readPoint == NONE && !isDoomed() && !head.isPending() && isAllCurrent();
  }

  final boolean isOvertakenUnlogged() {
    return hasUnloggedReads() && StampClock.readPoint() != readPoint;
  }

  private void extendOrLose(TransactionalRef<?> ref) {
    if (!logging) {
      throw options.logsReads() ? restartLogging() : lostTo(ref);
    }
    TransactionalRef<?> overtaken = extend();
    if (overtaken != null) {
      throw lostTo(overtaken);
    }
  }

  /** A change based on the value under a pending one is lost if that commits: better wait a bit. */
  private static void awaitPending(TransactionalRef<?> ref) {
    for (int turn = 0; turn < PENDING_TURNS && ref.head().isUndecided(); turn++) {
      Spin.once(turn);
    }
  }

  /** Makes sure that the body may see a fact. */
  final void reach(Fact fact) {
    throwIfDoomed();
    while (fact.stamp() > readPoint) {
      if (!logging) {
        addRead(fact); // in vain, but whoever tells why the try was lost asks what it has read
      }
      extendOrLose(fact.ref);
    }
  }

  final void logIfLogging(Version version) {
    if (logging) {
      addRead(version);
    }
  }

  final void forEachDependency(Consumer<Version> action) {
    forEachRead(action);
    forEachBase(action);
  }

  /** Whether a blind write must not go over this version. */
  final boolean isTooNew(Version below) {
    return options.isSnapshot() && below.stamp() > readPoint;
  }

  /**
   * Whether the transaction might have run at the instant of its stamp, if its reads were valid.
   */
  final boolean directlyFollowsReadPoint(long stamp) {
    return stamp == readPoint + 1;
  }

  /**
   * Whether the outcome depends on nothing but that what is changed is still as it was; with a read
   * point it is taken not to, because a stamp of its own costs the clock nothing more then. Such a
   * commit leaves the clock alone: two threads that change two refs of their own commit 2.5 times
   * as often, and transfers in a bank of 1000 accounts 1.35 times.
   */
  final boolean hasOnlyChanged() {
    return readCount() == 0 && (readPoint == NONE || readPoint == OPEN) && isPlain();
  }

  /** Whether there is one change, and no more. */
  final boolean isAlone() {
    return writeCount() == 1 && hasOnlyChanged();
  }

  /** Forgets what the change of an {@link #isAlone} try is based on. */
  final void reopen() {
    readPoint = OPEN;
  }

  // ---- being lost, or having to wait

  final boolean isDoomed() {
    return doom != Doom.NONE;
  }

  final boolean isBlocked() {
    return doom == Doom.BLOCKED;
  }

  /** The body cannot go on until something it has read changes. */
  final RetrySignal block() {
    throwIfDoomed();
    if (logging) {
      return doom(Doom.BLOCKED);
    }
    ensureContention().logToWait();
    return doom(Doom.LOST);
  }

  /** A body may swallow the signal. */
  final void throwIfBlocked() {
    if (isBlocked()) {
      throw SIGNAL;
    }
  }

  final void unblock() {
    if (isBlocked()) {
      revive();
    }
  }

  final void revive() {
    doom = Doom.NONE;
    readPoint = readPoint < 0 ? -readPoint : readPoint;
    looksAtMore();
  }

  /** Until {@link #revive()}: an error on the way must not let a half-undone try go on. */
  final void suspend() {
    doom(Doom.LOST);
  }

  /** Lost to nobody: a test wants to see the next try. */
  final RetrySignal giveUp() {
    return doom(Doom.LOST);
  }

  final void throwIfDoomed() {
    if (doom != Doom.NONE) {
      throw SIGNAL;
    }
  }

  final RetrySignal lostTo(TransactionalRef<?> ref) {
    ensureContention().lostTo(ref, this);
    return doom(Doom.LOST);
  }

  final RetrySignal restartLogging() {
    ensureContention().logAll();
    return doom(Doom.LOST);
  }

  private RetrySignal fault() {
    ensureContention().pinNext();
    return doom(Doom.LOST);
  }

  /** Without a call, which might overflow the stack, and leave a try that sees refs and no doom. */
  private RetrySignal doom(Doom reason) {
    doom = reason;
    if (slot.attempt == this) {
      slot.looksAt = NONE;
    }
    readPoint = readPoint > 0 ? -readPoint : readPoint;
    return SIGNAL;
  }

  final Contention ensureContention() {
    Contention known = contention;
    if (known == null) {
      known = new Contention(options, null);
      contention = known;
    }
    return known;
  }

  final @Nullable Contention contention() {
    return contention;
  }
}
