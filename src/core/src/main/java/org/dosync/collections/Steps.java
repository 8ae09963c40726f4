package org.dosync.collections;

import java.util.function.Supplier;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.jspecify.annotations.Nullable;

/** How operations take part in transactions. */
final class Steps {

  private static final TransactionOptions LOOK = Transaction.options().readOnly(true);

  private Steps() {}

  /** For an operation that changes something at its very end, if at all: nothing to be undone. */
  static <T extends @Nullable Object> T one(Supplier<T> step) {
    return Transaction.isRunning() ? step.get() : Transaction.dosync(step::get);
  }

  /** For an operation that only reads. */
  static <T extends @Nullable Object> T look(Supplier<T> step) {
    return Transaction.isRunning() ? step.get() : LOOK.dosync(step::get);
  }

  /** For an operation of many steps, which are undone if one throws. */
  static <T extends @Nullable Object> T all(Supplier<T> steps) {
    return Transaction.dosync(steps::get);
  }

  /** The same. */
  static void all(Runnable steps) {
    Transaction.dosync(steps::run);
  }
}
