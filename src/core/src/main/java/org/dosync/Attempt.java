package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try of a transaction: its status, its nested parts and its end. What it sees and changes is
 * in its base classes, {@link View} and {@link Changes}. Used by one thread at a time; other
 * threads see the status, through the versions that the try has made pending.
 */
final class Attempt extends Changes {

  private static final VarHandle STATUS;

  static {
    try {
      STATUS = MethodHandles.lookup().findVarHandle(Attempt.class, "status", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private @Nullable Effects effects;
  private @Nullable Notices notices;
  private boolean committed;
  volatile long status;

  private Attempt(
      Current.Slot slot,
      TransactionOptions options,
      @Nullable Contention contention,
      boolean logging,
      long readPoint) {
    super(slot, options, contention, logging, readPoint);
  }

  /** For the thread of the slot, if it is put into that. */
  static Attempt begin(
      Current.Slot slot, TransactionOptions options, @Nullable Contention contention) {
    boolean logging = options.logsReads() || (contention != null && contention.logsAll());
    long readPoint = options.logsReads() ? OPEN : StampClock.readPoint();
    return new Attempt(slot, options, contention, logging, readPoint);
  }

  @Override
  Attempt self() {
    return this;
  }

  TransactionOptions options() {
    return options;
  }

  /** Null if it has none, or none but that of a class and nobody wanted to know. */
  @Nullable String knownName() {
    Contention past = contention();
    TransactionRecord record = past == null ? null : past.record();
    return record == null ? options.name() : record.name();
  }

  /** 1 for the first. */
  int tryNumber() {
    Contention past = contention();
    return past == null ? 1 : past.tries() + 1;
  }

  long status() {
    return status;
  }

  void status(long newStatus) {
    STATUS.setRelease(this, newStatus);
  }

  // ---- nesting

  <T extends @Nullable Object, X extends Throwable> T nested(Body<T, X> body) throws X {
    Savepoint mark = enter(effects);
    try {
      T result = body.run();
      leave(mark);
      return result;
    } catch (Throwable thrown) {
      try {
        undo(mark);
      } catch (Throwable failed) {
        broken = broken == null ? failed : broken; // no call: the stack may have ended
        throw failed;
      }
      throw thrown;
    }
  }

  <T extends @Nullable Object, X extends Throwable> T orElse(Body<T, X> first, Body<T, X> second)
      throws X {
    Savepoint mark = enter(effects);
    try {
      T result = first.run();
      throwIfBlocked();
      leave(mark);
      return result;
    } catch (Throwable thrown) {
      boolean goesOn;
      try {
        goesOn = isBlocked() && !TransactionRunner.isOutcome(thrown, this);
        unblock();
        undo(mark);
      } catch (Throwable failed) {
        broken = broken == null ? failed : broken; // no call, as above
        throw failed;
      }
      if (!goesOn) {
        throw thrown;
      }
    }
    return nested(second);
  }

  private void undo(Savepoint mark) {
    if (undoChanges(mark)) {
      undoEffects(mark);
    }
  }

  private void undoEffects(Savepoint mark) {
    if (effects != null) {
      Effects undone = effects;
      TransactionRunner.runOutside(
          Current.slot(), () -> undone.undoTo(mark.commitEffects, mark.abortEffects, options));
    }
  }

  // ---- effects and the end

  Effects effectsToHold() {
    throwIfDoomed();
    if (isComputing()) {
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

  List<Runnable> heldOnCommit() {
    return effects == null ? List.of() : effects.heldOnCommit();
  }

  List<Runnable> heldOnAbort() {
    return effects == null ? List.of() : effects.heldOnAbort();
  }

  /** Whether the try has committed; if not it is doomed. */
  boolean commit() {
    committed = mayCommit() && (writeCount() == 0 || Commit.commit(this));
    return committed;
  }

  boolean mayCommit() {
    return !isDoomed() && !isBroken();
  }

  /** Whether the transaction might have run at the instant of its stamp; if not, dooms it. */
  boolean isValidAt(long stamp) {
    if (directlyFollowsReadPoint(stamp)) {
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
    TransactionalRef<?> overtaken = overtakenRead(stamp);
    if (overtaken != null) {
      lostTo(overtaken);
    }
    return overtaken == null;
  }

  /** Remembers old values for those who want to be told, while they cannot change. */
  void noteChanges(Version[] versions, int count) {
    notices = null;
    for (int i = 0; i < count; i++) {
      if (versions[i].ref.attachments() != null && !(versions[i] instanceof Guard)) {
        notices = notices == null ? new Notices() : notices;
        notices.add(versions[i]);
      }
    }
  }

  boolean hasCommitted() {
    return committed;
  }

  /** Whether all reads have been noted. */
  boolean knowsItsReads() {
    return options.logsReads() && !hasUnloggedReads();
  }

  /**
   * What stays with the versions of a transaction that is recorded, in the place of their owner:
   * whoever loses to it can tell its name. Else nothing.
   */
  @Nullable Attempt gravestone(long stamp) {
    Contention past = contention();
    return past == null || past.record() == null ? null : gravestone(past.record(), stamp);
  }

  private Attempt gravestone(TransactionRecord record, long stamp) {
    Attempt stone = new Attempt(Current.NOBODYS, record.named(options), null, false, OPEN);
    stone.status = Status.committed(stamp);
    return stone;
  }

  /** Whether anything is left to do once it has committed. */
  boolean hasAftermath() {
    return notices != null || effects != null;
  }

  /** To be called outside the transaction. */
  void afterCommit() {
    if (notices != null) {
      notices.tell();
    }
    if (effects != null) {
      effects.committed(options);
    }
  }

  /** To be called outside the transaction. */
  void afterAbort() {
    if (effects != null && !committed) {
      effects.aborted(options);
    }
  }

  /** The next try, after whatever wait is due. To be called outside the transaction. */
  Attempt next() {
    afterAbort();
    throwIfBroken();
    Contention past = ensureContention();
    past.tried(this);
    if (isBlocked()) {
      past.beforeWaiting();
      Waiter.await(this, past);
      past.afterWaiting();
    }
    past.beforeNext();
    return begin(slot, options, past);
  }

  void close() {
    Contention past = contention();
    if (past != null) {
      past.close(this);
    }
  }
}
