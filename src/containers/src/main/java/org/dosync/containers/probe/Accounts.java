package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;

/** Money goes from one account to another, and each transfer is noted once. */
@ApplicationScoped
class Accounts {

  private final Ref<Integer> left = Ref.of(0);
  private final Ref<Integer> right = Ref.of(0);

  @Inject Ledger ledger;

  @Dosync
  void transfer() {
    left.alter(l -> l - 1);
    ledger.note();
    right.alter(r -> r + 1);
  }

  /** All of it is undone, the note too. */
  @Dosync
  void transferNothing() {
    transfer();
    throw new IllegalStateException("Never mind");
  }

  @Dosync(readOnly = true)
  int sum() {
    return left.deref() + right.deref();
  }

  int transferred() {
    return right.deref();
  }

  /** Whether a call of a bean to itself passes its interceptors, as in ArC. */
  boolean selfCallIsIntercepted() {
    return isInTransaction();
  }

  @Dosync
  boolean isInTransaction() {
    return Transaction.isRunning();
  }
}
