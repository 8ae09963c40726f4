package org.dosync;

import org.jspecify.annotations.Nullable;

/** A commit in two phases, for tests of other packages. */
public final class TwoPhases {

  private final Prepared prepared;

  private TwoPhases(Prepared prepared) {
    this.prepared = prepared;
  }

  /** The first phase. Null if the try is lost; what the body throws aborts it. */
  public static @Nullable TwoPhases prepare(Runnable body) {
    Prepared prepared = tryToPrepare(Transaction.options(), body);
    return prepared == null ? null : new TwoPhases(prepared);
  }

  static @Nullable Prepared tryToPrepare(TransactionOptions options, Runnable body) {
    Current.Slot slot = Current.slot();
    Attempt attempt = Attempt.begin(slot, options, null);
    slot.attempt = attempt;
    slot.looksAt = attempt.looksAt();
    try {
      body.run();
      return Prepared.of(attempt);
    } finally {
      slot.attempt = null;
      slot.looksAt = View.OPEN;
    }
  }

  /** The second phase. */
  public void commit() {
    prepared.commit();
  }

  /** The other second phase. */
  public void rollback() {
    prepared.rollback();
  }
}
