package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a try does to the refs. A base class of {@link Attempt}, like {@link ReadSet}. */
abstract class Changes extends View {

  /** How often commutes are computed again before the try counts as lost. */
  private static final int COMMUTE_ROUNDS = 16;

  private @Nullable Savepoint savepoint;

  /** The commute whose functions run. */
  private @Nullable Commute computed;

  /** What ends the transaction, whatever the body makes of it; set where no call may be made. */
  @Nullable Throwable broken;

  /**
   * Whether refs may be changed now: not if read-only, nor where functions run that may run again.
   */
  private boolean changing;

  private boolean commuting;
  private byte commuteRounds;

  Changes(
      Current.Slot slot,
      TransactionOptions options,
      @Nullable Contention contention,
      boolean logging,
      long readPoint) {
    super(slot, options, contention, logging, readPoint);
    this.changing = !options.isReadOnly();
  }

  /** Whether functions run that may run several times for one commit. */
  final boolean isComputing() {
    return !changing && !options.isReadOnly();
  }

  /** To an object or to a number: of the two the ref takes its own. */
  final void set(TransactionalRef<?> ref, @Nullable Object value, long number) {
    requireWritable("set", ref);
    int index = indexOf(ref);
    if (index < 0) {
      addBlind(ref, value, number);
    } else {
      change(index, value, number);
    }
  }

  /** The version that holds the new value. */
  final Version alter(TransactionalRef<?> ref, Object function) {
    requireWritable("alter", ref);
    int index = indexOf(ref);
    return index < 0 ? alterFirst(ref, function) : alterAgain(index, function);
  }

  /** The entry is there before the function runs, so that its base counts as read meanwhile. */
  private Version alterFirst(TransactionalRef<?> ref, Object function) {
    Version base = base(ref);
    int index = writeCount();
    Version version = ref.versionOn(base, self());
    addWrite(version);
    try {
      ref.apply(function, base, version);
    } catch (Throwable thrown) {
      withdraw(index);
      throw thrown;
    }
    throwIfDoomed();
    return version;
  }

  /**
   * The function of an alter threw: that changes nothing, but the body may depend on what it saw.
   * What the function itself has changed stays.
   */
  private void withdraw(int index) {
    if (!isDoomed() && write(index).credit != Version.CHANGED) {
      keepBase(write(index), null);
      removeWrite(index);
    }
  }

  private Version alterAgain(int index, Object function) {
    Version version = ownVersion(index);
    save(index);
    version.ref.apply(function, version, version);
    version.credit |= Version.CHANGED;
    throwIfDoomed();
    return version;
  }

  final void commute(TransactionalRef<?> ref, Object function) {
    requireWritable("commute", ref);
    int index = indexOf(ref);
    if (index < 0) {
      commuting = true; // first: a commute that is not known to be one would be set to null
      addWrite(new Commute(ref, function, self()));
    } else if (write(index) instanceof Commute commute) {
      save(index);
      commute.add(function);
    } else {
      alterAgain(index, function);
    }
  }

  final Version ensure(TransactionalRef<?> ref) {
    if (options.isReadOnly() || indexOf(ref) >= 0) {
      return read(ref);
    }
    beginReading();
    Version version = base(ref);
    addRead(version);
    return version;
  }

  private void requireWritable(String attempted, TransactionalRef<?> ref) {
    throwIfDoomed();
    if (!changing) {
      throw new DosyncException(
          "Can't "
              + attempted
              + " "
              + ref
              + (options.isReadOnly()
                  ? ": transaction "
                      + options.label()
                      + " is read-only. Drop readOnly, or the change"
                  : " in transaction "
                      + options.label()
                      + " in a function given to commute, or a validator: those may only read"));
    }
  }

  private void addBlind(TransactionalRef<?> ref, @Nullable Object value, long number) {
    if (isOvertakenUnlogged()) {
      throw restartLogging();
    }
    Version version = ref.version(null, self());
    version.hold(value, number);
    version.credit = Version.BLIND;
    addWrite(version);
  }

  private void change(int index, @Nullable Object value, long number) {
    if (write(index) instanceof Commute) {
      throw new DosyncException(
          "Can't set after commute: "
              + write(index).ref
              + " has a commute waiting in this transaction. Take alter for one of the two");
    }
    save(index);
    Version version = write(index);
    version.hold(value, number);
    version.credit |= Version.CHANGED;
  }

  private void save(int index) {
    if (savepoint != null) {
      savepoint.save(index, write(index));
    }
  }

  @Override
  final Version ownVersion(int index) {
    throwIfDoomed();
    if (write(index) == computed) {
      throw new DosyncException(
          "A function given to commute reads " + computed.ref + ", its own ref: use its argument");
    } else if (write(index) instanceof Commute commute) {
      settle(index, commute);
    }
    return write(index);
  }

  /** Someone wants to know what a commute gives: from here on it is an alter. */
  private void settle(int index, Commute commute) {
    if (!changing) {
      throw new DosyncException(
          "Can't read "
              + commute.ref
              + " in a function given to commute, or a validator: it has a commute waiting itself");
    }
    save(index);
    Version base = base(commute.ref);
    Version settled = commute.ref.versionOn(base, self());
    commute.dependOn(base);
    compute(commute, settled);
    replaceWrite(index, settled);
  }

  /**
   * Runs the functions of a commute, while that depends on its base. They may read, but no more. If
   * they throw, the commute waits again, and the body may depend on what they saw; or wait, until
   * that changes.
   */
  private void compute(Commute commute, Version version) {
    boolean before = changing;
    changing = false;
    computed = commute;
    try {
      commute.applyTo(version);
      throwIfDoomed();
    } catch (Throwable thrown) {
      commute.credit = Version.BLIND; // no call: the stack may have ended
      Throwable outer = broken;
      if (outer == null && thrown != RetrySignal.INSTANCE) {
        broken = thrown;
      }
      logIfLogging(requireNonNull(commute.prev));
      broken = outer;
      throw thrown;
    } finally {
      changing = before;
      computed = null;
    }
  }

  /**
   * The versions to commit, as many as there are writes. Runs the functions of commutes, and the
   * validators.
   */
  final Version[] versionsToCommit() {
    changing = false;
    Version[] versions = commuting ? commuted() : writes();
    if (!isPlain()) {
      validate(versions);
    }
    return versions;
  }

  private void validate(Version[] versions) {
    for (int i = 0; i < writeCount(); i++) {
      TransactionalRef<?> ref = versions[i].ref;
      if (ref.attachments() != null) {
        ref.validate(ref.valueOf(versions[i]));
      }
    }
  }

  private Version[] commuted() {
    return isAlone() && write(0) instanceof Commute commute ? alone(commute) : allCommuted();
  }

  /** What a commute was computed on is no matter if it is computed again. */
  private Version[] alone(Commute commute) {
    reopen();
    compute(commute, commute.plainlyOn(base(commute.ref)));
    return writes();
  }

  private Version[] allCommuted() {
    Version[] versions = Arrays.copyOf(writes(), writeCount());
    dependOnBases(versions, false);
    for (int i = 0; i < versions.length; i++) {
      if (versions[i] instanceof Commute commute) {
        versions[i] = commutedOnNewest(commute);
      }
    }
    dependOnBases(versions, true);
    return versions;
  }

  /** Not while they are computed: if one must be computed again, the others may stay. */
  private void dependOnBases(Version[] versions, boolean depend) {
    for (int i = 0; i < writeCount(); i++) {
      if (versions[i] instanceof Commute commute) {
        commute.dependOnBase(depend);
      }
    }
  }

  private Version commutedOnNewest(Commute commute) {
    Version newest = options.isSnapshot() ? Version.newest(commute.ref) : base(commute.ref);
    Version version = commute.on(newest);
    compute(commute, version);
    commute.dependOnBase(false);
    return version;
  }

  /** A version could not be committed: lost, unless it is a commute that can be computed again. */
  final void overtaken(Version version) {
    if (!isCommuted(version.ref) || ++commuteRounds > COMMUTE_ROUNDS) {
      lostTo(version.ref);
    } else {
      Spin.backOff(commuteRounds);
    }
  }

  private boolean isCommuted(TransactionalRef<?> ref) {
    int index = commuting ? indexOf(ref) : -1;
    return index >= 0 && write(index) instanceof Commute;
  }

  // ---- savepoints

  final Savepoint enter(@Nullable Effects effects) {
    throwIfDoomed();
    Savepoint mark = new Savepoint(savepoint, writeCount(), effects);
    savepoint = mark;
    return mark;
  }

  final void leave(Savepoint mark) {
    mark.mergeIntoOuter();
    savepoint = mark.outer;
  }

  /**
   * Whether the changes since a savepoint are undone; those of a doomed try are left as they are.
   */
  final boolean undoChanges(Savepoint mark) {
    savepoint = mark.outer;
    if (isDoomed()) {
      mark.mergeIntoOuter();
      return false;
    }
    suspend();
    undoWrites(mark);
    revive();
    return true;
  }

  /** Dooms the try, and ends the transaction with this exception, also if the body catches it. */
  final SideEffectInTransactionException forbid(SideEffectInTransactionException violation) {
    if (broken == null) {
      broken = violation;
    }
    suspend();
    return violation;
  }

  final boolean isBroken() {
    return broken != null;
  }

  /**
   * A try that could not be undone in part, or has met a forbidden effect, must not be repeated: it
   * would go the same way.
   */
  final void throwIfBroken() {
    if (broken != null) {
      throw Unchecked.rethrow(broken);
    }
  }

  /**
   * What a doomed body throws has no caller to go to. A wrapper of what it was told says nothing;
   * one that does not tell its cause would keep ours from being printed.
   */
  final void alsoThrown(Throwable thrown) {
    try {
      if (broken != null && thrown != RetrySignal.INSTANCE && !isCausedBy(thrown, broken)) {
        broken.addSuppressed(thrown);
      }
    } catch (Throwable dropped) {
      return;
    }
  }

  /** Nobody wraps a hundred times, but causes may go in a circle. */
  private static boolean isCausedBy(Throwable thrown, Throwable cause) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(100)
        .anyMatch(found -> found == cause);
  }

  private void undoWrites(Savepoint mark) {
    mark.restore(this);
    for (int i = mark.writes; i < writeCount(); i++) {
      keepBase(write(i), null);
    }
    truncateWrites(mark.writes);
  }

  /** An undone write was a read as well, and that stays: the outer body may depend on it. */
  final void keepBase(Version undone, @Nullable Version restored) {
    if (undone != restored && !undone.isBlind()) {
      logIfLogging(requireNonNull(undone.prev));
    }
  }
}
