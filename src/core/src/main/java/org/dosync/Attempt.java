package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One try of a transaction: what it has read and wants to write, and its status. Used by one thread
 * at a time; other threads see its status, through the versions it has made pending.
 *
 * <p>Reading: the read point is a moment of {@link StampClock}; the body sees what was committed up
 * to it. A version that is newer is taken only if everything read so far is still current, and then
 * the read point moves up to now (<i>extension</i>), so that a body never sees values that no
 * moment held. Reads are logged, to be validated at the commit, unless nothing depends on them: a
 * read-only transaction and one under {@link Isolation#SNAPSHOT} log none, and one that has read
 * many refs and changed none stops logging and goes on as a snapshot. If it does change one after
 * all it must be the very next to commit; else it is restarted and logs everything.
 */
final class Attempt extends WriteSet {

  private enum Doom {
    NONE,
    LOST,
    BLOCKED
  }

  /** Reads without a write after which a transaction is taken for a read-only one. */
  private static final int LOGGED_READS = 16;

  /** How long to wait for a pending version before a change is based on the one below. */
  private static final int PENDING_TURNS = 64;

  /** How often commutes are computed again before the try counts as lost. */
  private static final int COMMUTE_ROUNDS = 16;

  private static final VarHandle STATUS;

  static {
    try {
      STATUS = MethodHandles.lookup().findVarHandle(Attempt.class, "status", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final TransactionOptions options;
  private final @Nullable Attempt outer;
  private @Nullable Contention contention;
  private @Nullable Effects effects;
  private @Nullable Notices notices;
  private @Nullable Savepoint savepoint;

  /** What a function is being applied to, and so depends on, though it is not in a set yet. */
  private @Nullable Version argument;

  private Doom doom = Doom.NONE;
  private boolean logging;
  private boolean committing;
  private boolean committed;
  private int commuteRounds;
  private long status;

  /** Negative once the try is doomed, so that the fast path of a read needs no check of its own. */
  private long readPoint;

  private Attempt(
      TransactionOptions options,
      @Nullable Attempt outer,
      @Nullable Contention contention,
      boolean logging,
      long readPoint) {
    this.options = options;
    this.outer = outer;
    this.contention = contention;
    this.logging = logging;
    this.readPoint = readPoint;
  }

  /** The constructor only stores: a volatile read in it would cost the object a second pass. */
  static Attempt begin(
      TransactionOptions options, @Nullable Attempt outer, @Nullable Contention contention) {
    boolean logging = options.logsReads() || (contention != null && contention.logsAll());
    long readPoint = StampClock.now();
    return new Attempt(options, outer, contention, logging, readPoint);
  }

  TransactionOptions options() {
    return options;
  }

  @Nullable Attempt outer() {
    return outer;
  }

  @Nullable Contention contention() {
    return contention;
  }

  long status() {
    return (long) STATUS.getAcquire(this);
  }

  void status(long newStatus) {
    STATUS.setRelease(this, newStatus);
  }

  boolean isDoomed() {
    return doom != Doom.NONE;
  }

  boolean isBlocked() {
    return doom == Doom.BLOCKED;
  }

  // ---- reading

  @Nullable Object read(Ref<?> ref) {
    if (writeCount() != 0) {
      int index = indexOf(ref);
      if (index >= 0) {
        return ownValue(index);
      }
    }
    Version version = ref.head();
    long stamp = version.stamp();
    if (stamp == 0 || stamp > readPoint) {
      version = readPast(ref);
    }
    if (logging) {
      log(version);
    }
    return version.value;
  }

  /** The head is pending or newer than the read point. */
  private Version readPast(Ref<?> ref) {
    throwIfDoomed();
    if (logging && Version.newest(ref).stamp() > readPoint) {
      extendOrStopLogging();
    }
    Version version = Version.at(ref, readPoint, this);
    if (version == null) {
      throw fault(ref);
    }
    return version;
  }

  private void extendOrStopLogging() {
    Ref<?> overtaken = extend();
    if (overtaken != null) {
      if (!mayStopLogging()) {
        throw lostTo(overtaken);
      }
      logging = false;
    }
  }

  private boolean mayStopLogging() {
    return writeCount() == 0 && (contention == null || !contention.logsAll());
  }

  private void log(Version version) {
    if (readCount() == LOGGED_READS && mayStopLogging()) {
      logging = false;
    } else {
      addRead(version);
    }
  }

  /** Whether the outcome depends on reads that the commit cannot validate. */
  boolean hasUnloggedReads() {
    return !logging && options.logsReads();
  }

  /** Moves the read point up to now, or names a ref that has been overtaken. */
  private @Nullable Ref<?> extend() {
    long now = StampClock.now();
    Ref<?> overtaken = overtakenRead(now, this);
    if (overtaken == null) {
      overtaken = overtakenWrite(now, this);
    }
    if (overtaken == null && argument != null && isOvertaken(argument, now, this)) {
      overtaken = argument.ref;
    }
    if (overtaken == null) {
      readPoint = now;
    }
    return overtaken;
  }

  /** The newest version, with the read point at or past it: what a change can be based on. */
  private Version base(Ref<?> ref) {
    Version version = ref.head();
    long stamp = version.stamp();
    if (stamp != 0 && stamp <= readPoint && !hasUnloggedReads()) {
      return version;
    }
    throwIfDoomed();
    awaitPending(ref);
    for (; ; ) {
      Version visible = Version.at(ref, readPoint, this);
      if (visible != null && visible == Version.newest(ref) && !isOvertakenUnlogged()) {
        return visible;
      }
      extendOrLose(ref);
    }
  }

  private boolean isOvertakenUnlogged() {
    return hasUnloggedReads() && StampClock.now() != readPoint;
  }

  private void extendOrLose(Ref<?> ref) {
    if (!logging) {
      throw options.logsReads() ? restartLogging() : lostTo(ref);
    }
    Ref<?> overtaken = extend();
    if (overtaken != null) {
      throw lostTo(overtaken);
    }
  }

  /** A change based on the value under a pending one is lost if that commits: better wait a bit. */
  private static void awaitPending(Ref<?> ref) {
    for (int turn = 0; turn < PENDING_TURNS && ref.head().stamp() == 0; turn++) {
      Spin.once(turn);
    }
  }

  /** Makes sure that the body may see something committed at {@code stamp}. */
  void reach(long stamp, Ref<?> ref) {
    throwIfDoomed();
    while (stamp > readPoint) {
      extendOrLose(ref);
    }
  }

  // ---- writing

  @Nullable Object set(Ref<?> ref, @Nullable Object value) {
    requireWritable("set", ref);
    int index = indexOf(ref);
    if (index < 0) {
      addBlind(ref, value);
    } else {
      change(index, value);
    }
    return value;
  }

  @Nullable Object alter(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
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

  /** The base counts as read while the function runs, and for good if that throws. */
  private @Nullable Object apply(UnaryOperator<@Nullable Object> function, Version base) {
    Object value;
    if (argument == null) {
      argument = base;
      value = function.apply(base.value);
      argument = null;
    } else {
      logIfLogging(base);
      value = function.apply(base.value);
    }
    throwIfDoomed();
    return value;
  }

  private void logIfLogging(Version version) {
    if (logging) {
      addRead(version);
    }
  }

  private @Nullable Object alterAgain(int index, UnaryOperator<@Nullable Object> function) {
    Object value = function.apply(ownValue(index));
    throwIfDoomed();
    change(index, value);
    return value;
  }

  void commute(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
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

  @Nullable Object ensure(Ref<?> ref) {
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

  private @Nullable Object ownValue(int index) {
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
          "Can't read " + commute.ref + " in a function given to commute: it is commuted itself");
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
      Version version = base.ref.version(apply(commute, base));
      version.prev = base;
      return version;
    } finally {
      committing = before;
    }
  }

  /**
   * The versions to commit, as many as there are writes, in the order in which all transactions
   * take refs. Runs the functions of commutes, and the validators.
   */
  Version[] versionsToCommit() {
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

  /** A function threw and the body went on: what it was applied to has been read. */
  private void logArgument() {
    if (argument != null) {
      logIfLogging(argument);
      argument = null;
    }
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
    if (logging || hasUnloggedReads()) {
      reach(newest.stamp(), commute.ref);
    }
    return commuted(commute, newest);
  }

  /** A version could not be committed: lost, unless it is a commute that can be computed again. */
  void overtaken(Version version) {
    boolean commuted = hasCommutes() && write(indexOf(version.ref)) instanceof Commute;
    if (!commuted || ++commuteRounds > COMMUTE_ROUNDS) {
      lostTo(version.ref);
    }
  }

  // ---- nesting

  <T extends @Nullable Object, X extends Throwable> T nested(Body<T, X> body) throws X {
    Savepoint mark = enter();
    try {
      T result = body.run();
      leave(mark);
      return result;
    } catch (Throwable thrown) {
      undo(mark);
      throw thrown;
    }
  }

  <T extends @Nullable Object, X extends Throwable> T orElse(Body<T, X> first, Body<T, X> second)
      throws X {
    Savepoint mark = enter();
    try {
      T result = first.run();
      if (!isBlocked()) {
        leave(mark);
        return result;
      }
    } catch (Throwable thrown) {
      if (!isBlocked()) {
        undo(mark);
        throw thrown;
      }
    }
    revive();
    undo(mark);
    return nested(second);
  }

  private Savepoint enter() {
    throwIfDoomed();
    Savepoint mark = new Savepoint(savepoint, writeCount(), effects);
    savepoint = mark;
    return mark;
  }

  private void leave(Savepoint mark) {
    mark.mergeIntoOuter();
    savepoint = mark.outer;
  }

  private void undo(Savepoint mark) {
    savepoint = mark.outer;
    if (isDoomed()) {
      mark.mergeIntoOuter();
    } else {
      doom(Doom.LOST); // until it is undone: an error on the way must not leave a half
      undoWrites(mark);
      revive();
      undoEffects(mark);
    }
  }

  private void undoWrites(Savepoint mark) {
    mark.restore(this);
    for (int i = mark.writes; i < writeCount(); i++) {
      keepBase(write(i), null);
    }
    truncateWrites(mark.writes);
  }

  private void undoEffects(Savepoint mark) {
    if (effects != null) {
      Effects undone = effects;
      TransactionRunner.outside(
          Current.slot(),
          () -> {
            undone.undoTo(mark.commitEffects, mark.abortEffects, options.name());
            return null;
          });
    }
  }

  /** An undone write was a read as well, and that stays: the outer body may depend on it. */
  void keepBase(Version undone, @Nullable Version restored) {
    if (undone != restored && !undone.isBlind()) {
      logIfLogging(requireNonNull(undone.prev));
    }
  }

  // ---- effects and endings

  Effects effectsToHold() {
    throwIfDoomed();
    if (committing) {
      throw new DosyncException(
          "onCommit and onAbort are not for functions given to commute, nor for validators: those"
              + " may run several times for one commit");
    }
    Effects held = effects;
    if (held == null) {
      held = new Effects();
      effects = held;
    }
    return held;
  }

  /** The body cannot go on until something it has read changes. */
  RetrySignal block() {
    throwIfDoomed();
    if (!logging) {
      return restartLogging();
    }
    return doom(Doom.BLOCKED);
  }

  private void revive() {
    doom = Doom.NONE;
    readPoint = -readPoint;
  }

  void throwIfDoomed() {
    if (doom != Doom.NONE) {
      throw RetrySignal.INSTANCE;
    }
  }

  RetrySignal lostTo(Ref<?> ref) {
    ensureContention().lostTo(ref);
    return doom(Doom.LOST);
  }

  RetrySignal restartLogging() {
    ensureContention().logAll();
    return doom(Doom.LOST);
  }

  private RetrySignal fault(Ref<?> ref) {
    ensureContention().pinNext();
    return doom(Doom.LOST);
  }

  private RetrySignal doom(Doom reason) {
    doom = reason;
    readPoint = -readPoint;
    return RetrySignal.INSTANCE;
  }

  private Contention ensureContention() {
    Contention known = contention;
    if (known == null) {
      known = new Contention(options);
      contention = known;
    }
    return known;
  }

  /** Whether the try has committed; if not it is doomed. */
  boolean commit() {
    committed = !isDoomed() && (writeCount() == 0 || Commit.commit(this));
    return committed;
  }

  /** Whether a blind write must not go over this version. */
  boolean isTooNew(Version below) {
    return options.isSnapshot() && below.stamp() > readPoint;
  }

  /** Whether the transaction might have run at the instant of its stamp; if not, dooms it. */
  boolean isValidAt(long stamp) {
    if (stamp == readPoint + 1) {
      return true;
    }
    if (hasUnloggedReads()) {
      restartLogging();
      return false;
    }
    return readCount() == 0 || readsAreValidAt(stamp);
  }

  private boolean readsAreValidAt(long stamp) {
    status(Status.validating(stamp));
    Ref<?> overtaken = overtakenRead(stamp, this);
    if (overtaken != null) {
      lostTo(overtaken);
    }
    return overtaken == null;
  }

  /** Remembers old values for those who want to be told, while they cannot change. */
  void noteChanges(Version[] versions, int count) {
    for (int i = 0; !isPlain() && i < count; i++) {
      if (versions[i].ref.attachments() != null && !(versions[i] instanceof Guard)) {
        notices = notices == null ? new Notices() : notices;
        notices.add(versions[i]);
      }
    }
  }

  /** To be called outside the transaction. */
  void afterCommit() {
    if (notices != null) {
      notices.tell();
    }
    if (effects != null) {
      effects.committed(options.name());
    }
  }

  /** To be called outside the transaction. */
  void afterAbort() {
    if (effects != null && !committed) {
      effects.aborted(options.name());
    }
  }

  void forEachDependency(Consumer<Version> action) {
    forEachRead(action);
    forEachBase(action);
    if (argument != null) {
      action.accept(argument);
    }
  }

  /** The next try, after whatever wait is due. To be called outside the transaction. */
  Attempt next() {
    afterAbort();
    Contention past = ensureContention();
    past.tried();
    if (isBlocked()) {
      past.beforeWaiting();
      Waiter.await(this, past);
    }
    past.beforeNext();
    return begin(options, outer, past);
  }

  void close() {
    if (contention != null) {
      contention.close();
    }
  }
}
