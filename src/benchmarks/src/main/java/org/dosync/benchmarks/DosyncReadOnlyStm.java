package org.dosync.benchmarks;

import org.dosync.Transaction;
import org.dosync.TransactionOptions;

/** Dosync with sums that are marked as read-only. */
final class DosyncReadOnlyStm extends DosyncStm {
  private static final TransactionOptions READ_ONLY = Transaction.options().readOnly(true);

  DosyncReadOnlyStm(int count, long initial) {
    super(count, initial);
  }

  @Override
  long sum() {
    return READ_ONLY.dosync(this::total);
  }
}
