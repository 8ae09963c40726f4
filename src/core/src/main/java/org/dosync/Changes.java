package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a try does to the refs. A base class of {@link Attempt}, like {@link ReadSet}. */
abstract class Changes extends View {

  /** How often commutes are computed again before the try counts as lost. */
  private static final int COMMUTE_ROUNDS = 16;

  private @Nullable Savepoint savepoint;
  private boolean committing;
  private int commuteRounds;

  Changes(
      TransactionOptions options,
      @Nullable Contention contention,
      boolean logging,
      long readPoint) {
    super(options, contention, logging, readPoint);
  }

  /** Whether functions run that may run several times for one commit. */
  final boolean isCommitting() {
    return committing;
  }

  final @Nullable Object set(Ref<?> ref, @Nullable Object value) {
    requireWritable("set", ref);
    int index = indexOf(ref);
    if (index < 0) {
      addBlind(ref, value);
    } else {
      change(index, value);
    }
    return value;
  }

  final @Nullable Object alter(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
    requireWritable("alter", ref);
    int index = indexOf(ref);
    return index < 0 ? alterFirst(ref, function) : alterAgain(index, function);
  }

  private @Nullable Object alterFirst(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
    int before = writeCount();
    Version base = base(ref);
    Object value = apply(function, base);
    int index = writeCount() == before ? -1 : indexOf(ref);
    if (index >= 0) {
      change(index, value);
    } else {
      addBasedOn(base, value);
    }
    return value;
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
      index = writeCount();
      addWrite(new Commute(ref));
    }
    if (write(index) instanceof Commute commute) {
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
    if (options.isReadOnly()) {
      throw new DosyncException(
          "Can't " + attempted + " " + ref + ": transaction " + options.label() + " is read-only");
    }
    if (committing) {
      throw new DosyncException(
          "Can't "
              + attempted
              + " "
              + ref
              + " while transaction "
              + options.label()
              + " commits: a function given to commute, or a validator, may only read");
    }
  }

  private void addBlind(Ref<?> ref, @Nullable Object value) {
    if (isOvertakenUnlogged()) {
      throw restartLogging();
    }
    Version version = ref.version(value);
    version.credit = Version.BLIND;
    addWrite(version);
  }

  private void addBasedOn(Version base, @Nullable Object value) {
    Version version = base.ref.version(value);
    version.prev = base;
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
    if (write(index) instanceof Commute commute) {
      settle(index, commute);
    }
    return write(index).value;
  }

  /** Someone wants to know what a commute gives: from here on it is an alter. */
  private void settle(int index, Commute commute) {
    if (committing) {
      throw new DosyncException(
          "Can't read "
              + commute.ref
              + " in a function given to commute, or a validator: it has a commute waiting itself."
              + " The function gets the value of its own ref as its argument");
    }
    Version settled = commuted(commute, base(commute.ref));
    save(index);
    replaceWrite(index, settled);
  }

  /** What a commute makes of a base. Its functions may read, but no more. */
  private Version commuted(Commute commute, Version base) {
    boolean before = committing;
    committing = true;
    try {
      return commute.version(apply(commute, base), base);
    } finally {
      committing = before;
    }
  }

  /**
   * The versions to commit, as many as there are writes, in the order in which all transactions
   * take refs. Runs the functions of commutes, and the validators.
   */
  final Version[] versionsToCommit() {
    committing = true;
    logArgument();
    if (!isPlain()) {
      Version[] versions = hasCommutes() ? commuted() : writes();
      for (int i = 0; i < writeCount(); i++) {
        versions[i].ref.validate(versions[i].value);
      }
      return sorted(versions, writeCount());
    }
    return sorted(writes(), writeCount());
  }

  private boolean hasCommutes() {
    for (int i = 0; i < writeCount(); i++) {
      if (write(i) instanceof Commute) {
        return true;
      }
    }
    return false;
  }

  private Version[] commuted() {
    Version[] versions = new Version[writeCount()];
    for (int i = 0; i < versions.length; i++) {
      Version entry = write(i);
      versions[i] = entry instanceof Commute commute ? commutedOnNewest(commute) : entry;
    }
    return versions;
  }

  private Version commutedOnNewest(Commute commute) {
    Version newest = Version.newest(commute.ref);
    if (!options.isSnapshot()) {
      reach(newest.stamp(), commute.ref); // its functions may read other refs
    }
    return commuted(commute, newest);
  }

  /** A version could not be committed: lost, unless it is a commute that can be computed again. */
  final void overtaken(Version version) {
    boolean commuted = hasCommutes() && write(indexOf(version.ref)) instanceof Commute;
    if (!commuted || ++commuteRounds > COMMUTE_ROUNDS) {
      lostTo(version.ref);
    }
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
