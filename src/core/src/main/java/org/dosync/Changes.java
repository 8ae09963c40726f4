package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a try does to the refs. A base class of {@link Attempt}, like {@link ReadSet}. */
abstract class Changes extends View {

  /** How often commutes are computed again before the try counts as lost. */
  private static final int COMMUTE_ROUNDS = 16;

  private @Nullable Savepoint savepoint;

  /** What the functions of a commute are making. */
  private @Nullable Version computed;

  /** What ends the transaction, whatever the body makes of it. */
  private @Nullable Throwable broken;

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

  final void set(Ref<?> ref, @Nullable Object value) {
    requireWritable("set", ref);
    int index = indexOf(ref);
    if (index < 0) {
      addBlind(ref, value);
    } else {
      change(index, value);
    }
  }

  final @Nullable Object alter(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
    requireWritable("alter", ref);
    int index = indexOf(ref);
    return index < 0 ? alterFirst(ref, function) : alterAgain(index, function);
  }

  /** The entry is there before the function runs, so that its base counts as read meanwhile. */
  private @Nullable Object alterFirst(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
    Version base = base(ref);
    int index = writeCount();
    Version version = ref.version(base.value, base, self());
    addWrite(version);
    Object value;
    try {
      value = function.apply(base.value);
    } catch (Throwable thrown) {
      withdraw(index);
      throw thrown;
    }
    throwIfDoomed();
    version.value = value;
    return value;
  }

  /** The function of an alter threw: nothing is changed, but the body may depend on what it saw. */
  private void withdraw(int index) {
    if (!isDoomed()) {
      keepBase(write(index), null);
      removeWrite(index);
    }
  }

  private @Nullable Object alterAgain(int index, UnaryOperator<@Nullable Object> function) {
    Object value = function.apply(ownValue(index));
    throwIfDoomed();
    change(index, value);
    return value;
  }

  final void commute(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
    requireWritable("commute", ref);
    int index = indexOf(ref);
    if (index < 0) {
      addWrite(new Commute(ref, function, self()));
      commuting = true;
    } else if (write(index) instanceof Commute commute) {
      save(index);
      commute.add(function);
    } else {
      alterAgain(index, function);
    }
  }

  final @Nullable Object ensure(Ref<?> ref) {
    if (options.isReadOnly() || indexOf(ref) >= 0) {
      return read(ref);
    }
    Version version = base(ref);
    addRead(version);
    return version.value;
  }

  private void requireWritable(String attempted, Ref<?> ref) {
    throwIfDoomed();
    if (!changing) {
      throw new DosyncException(
          "Can't "
              + attempted
              + " "
              + ref
              + (options.isReadOnly()
                  ? ": transaction " + options.label() + " is read-only"
                  : " in transaction "
                      + options.label()
                      + " in a function given to commute, or a validator: those may only read"));
    }
  }

  private void addBlind(Ref<?> ref, @Nullable Object value) {
    if (isOvertakenUnlogged()) {
      throw restartLogging();
    }
    Version version = ref.version(value, null, self());
    version.credit = Version.BLIND;
    addWrite(version);
  }

  private void change(int index, @Nullable Object value) {
    if (write(index) instanceof Commute) {
      throw new DosyncException(
          "Can't set after commute: "
              + write(index).ref
              + " has a commute waiting in this transaction");
    }
    save(index);
    write(index).value = value;
  }

  private void save(int index) {
    if (savepoint != null) {
      savepoint.save(index, write(index));
    }
  }

  @Override
  final @Nullable Object ownValue(int index) {
    throwIfDoomed();
    if (write(index) == computed) {
      throw new DosyncException(
          "A function given to commute reads " + computed.ref + ", its own ref: use its argument");
    } else if (write(index) instanceof Commute commute) {
      settle(index, commute);
    }
    return write(index).value;
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
    Version settled = commute.ref.version(base.value, base, self());
    replaceWrite(index, settled);
    compute(index, commute, settled);
  }

  /**
   * Runs the functions of a commute, with its base in the write set. They may read, but no more.
   */
  private void compute(int index, Commute commute, Version version) {
    boolean before = changing;
    changing = false;
    computed = version;
    try {
      version.value = commute.apply(version.value);
    } catch (Throwable thrown) {
      restore(index, commute);
      throw thrown;
    } finally {
      changing = before;
      computed = null;
    }
    throwIfDoomed();
  }

  private void restore(int index, Commute commute) {
    if (!isDoomed()) {
      keepBase(write(index), commute);
      replaceWrite(index, commute);
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
      versions[i].ref.validate(versions[i].value);
    }
  }

  private Version[] commuted() {
    return isAlone() && write(0) instanceof Commute commute ? alone(commute) : allCommuted();
  }

  /** What a commute was computed on is no matter if it is computed again. */
  private Version[] alone(Commute commute) {
    reopen();
    compute(0, commute, commute.plainlyOn(base(commute.ref)));
    return writes();
  }

  private Version[] allCommuted() {
    Version[] versions = Arrays.copyOf(writes(), writeCount());
    dependOnBases(versions, false);
    for (int i = 0; i < versions.length; i++) {
      if (versions[i] instanceof Commute commute) {
        versions[i] = commutedOnNewest(i, commute);
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

  private Version commutedOnNewest(int index, Commute commute) {
    Version newest = options.isSnapshot() ? Version.newest(commute.ref) : base(commute.ref);
    Version version = commute.on(newest);
    replaceWrite(index, version);
    compute(index, commute, version);
    replaceWrite(index, commute);
    commute.dependOnBase(false);
    return version;
  }

  /** A version could not be committed: lost, unless it is a commute that can be computed again. */
  final void overtaken(Version version) {
    if (!isCommuted(version.ref) || ++commuteRounds > COMMUTE_ROUNDS) {
      lostTo(version.ref);
    }
  }

  private boolean isCommuted(Ref<?> ref) {
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
    try {
      undoWrites(mark);
    } catch (Error thrown) {
      broken = thrown;
      throw thrown;
    }
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
   * What a doomed body throws has no caller to go to. A wrapper of what it was told says nothing.
   */
  final void alsoThrown(Throwable thrown) {
    if (broken != null && thrown != RetrySignal.INSTANCE && !isCausedBy(thrown, broken)) {
      broken.addSuppressed(thrown);
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
