package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * Runs a body as often as it takes. Sets the fields of the slot without a call, which might
 * overflow the stack once more.
 */
final class TransactionRunner {

  private TransactionRunner() {}

  static <T extends @Nullable Object, X extends Throwable> T run(
      TransactionOptions options, Current.Slot slot, Body<T, X> body) throws X {
    TransactionRecord record = Recorder.isOn() ? TransactionRecord.begin(options, body) : null;
    return record == null
        ? run(options, slot, body, Contention.forTimeout(options))
        : recorded(options, slot, body, record);
  }

  private static <T extends @Nullable Object, X extends Throwable> T recorded(
      TransactionOptions options, Current.Slot slot, Body<T, X> body, TransactionRecord record)
      throws X {
    try {
      return run(options, slot, body, new Contention(options, record));
    } catch (Throwable thrown) {
      record.aborted(thrown);
      throw thrown;
    }
  }

  private static <T extends @Nullable Object, X extends Throwable> T run(
      TransactionOptions options,
      Current.Slot slot,
      Body<T, X> body,
      @Nullable Contention contention)
      throws X {
    return SideEffects.isWatched()
        ? watched(options, slot, body, contention)
        : retrying(options, slot, body, contention);
  }

  private static <T extends @Nullable Object, X extends Throwable> T watched(
      TransactionOptions options,
      Current.Slot slot,
      Body<T, X> body,
      @Nullable Contention contention)
      throws X {
    Object before = SideEffects.enter();
    try {
      return retrying(options, slot, body, contention);
    } finally {
      SideEffects.exit(before);
    }
  }

  private static <T extends @Nullable Object, X extends Throwable> T retrying(
      TransactionOptions options,
      Current.Slot slot,
      Body<T, X> body,
      @Nullable Contention contention)
      throws X {
    Attempt outer = slot.attempt;
    long outerLooksAt = slot.looksAt;
    Effects outerDelivering = slot.delivering;
    Attempt attempt = Attempt.begin(slot, options, contention);
    try {
      for (; ; ) {
        slot.attempt = attempt;
        try {
          slot.looksAt = attempt.looksAt();
          T result = body.run();
          if (attempt.commit()) {
            if (attempt.hasAftermath()) {
              slot.attempt = null;
              slot.looksAt = View.OPEN;
              attempt.close(); // users' code must not run while others give way
              attempt.afterCommit();
            }
            return result;
          }
        } catch (Throwable thrown) {
          slot.attempt = null;
          slot.looksAt = View.OPEN;
          if (isOutcome(thrown, attempt)) {
            attempt.close();
            attempt.afterAbort();
            throw thrown;
          }
          attempt.alsoThrown(thrown);
        }
        slot.attempt = null;
        slot.looksAt = View.OPEN;
        attempt = attempt.next();
      }
    } finally {
      slot.delivering = outerDelivering; // whatever has been thrown on the way
      slot.attempt = outer;
      slot.looksAt = outerLooksAt;
      attempt.close();
    }
  }

  /** What comes out of a doomed try is no outcome: the body may run into it for having lost. */
  static boolean isOutcome(Throwable thrown, Attempt attempt) {
    if (thrown instanceof InterruptedException && attempt.isDoomed()) {
      Thread.currentThread().interrupt();
    }
    return !attempt.isDoomed() || thrown instanceof VirtualMachineError;
  }

  static void runOutside(Current.Slot slot, Runnable body) {
    outside(
        slot,
        () -> {
          body.run();
          return null;
        });
  }

  /** Runs something outside any transaction. */
  static <T extends @Nullable Object, X extends Throwable> T outside(
      Current.Slot slot, Body<T, X> body) throws X {
    Attempt running = slot.attempt;
    long looksAt = slot.looksAt;
    slot.attempt = null;
    slot.looksAt = View.OPEN;
    try {
      return body.run();
    } finally {
      slot.attempt = running;
      slot.looksAt = looksAt;
    }
  }
}
