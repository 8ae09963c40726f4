package org.dosync;

import org.jspecify.annotations.Nullable;

/** Runs a body as often as it takes. */
final class TransactionRunner {

  private TransactionRunner() {}

  static <T extends @Nullable Object, X extends Throwable> T run(
      TransactionOptions options, @Nullable Object[] slot, Body<T, X> body) throws X {
    Attempt outer = (Attempt) slot[0];
    Attempt attempt = Attempt.begin(options, Contention.forTimeout(options));
    try {
      for (; ; ) {
        slot[0] = attempt;
        try {
          T result = body.run();
          if (attempt.commit()) {
            if (attempt.hasAftermath()) {
              slot[0] = null;
              attempt.close(); // users' code must not run while others give way
              attempt.afterCommit();
            }
            return result;
          }
        } catch (Throwable thrown) {
          slot[0] = null;
          if (isOutcome(thrown, attempt)) {
            attempt.close();
            attempt.afterAbort();
            throw thrown;
          }
        }
        slot[0] = null;
        attempt = attempt.next();
      }
    } finally {
      slot[0] = outer;
      attempt.close();
    }
  }

  /** What comes out of a doomed try is no outcome: the body may run into it for having lost. */
  private static boolean isOutcome(Throwable thrown, Attempt attempt) {
    if (thrown instanceof InterruptedException && attempt.isDoomed()) {
      Thread.currentThread().interrupt();
    }
    return !attempt.isDoomed() || thrown instanceof VirtualMachineError;
  }

  /** Runs something outside any transaction. */
  static <T extends @Nullable Object, X extends Throwable> T outside(
      @Nullable Object[] slot, Body<T, X> body) throws X {
    Object running = slot[0];
    slot[0] = null;
    try {
      return body.run();
    } finally {
      slot[0] = running;
    }
  }
}
