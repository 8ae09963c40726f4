package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.io;

import org.dosync.NoTransactionException;
import org.dosync.Ref;
import org.dosync.SideEffectInTransactionException;

final class WrongPlace implements Example {

  private final Ref<Integer> salary = Ref.of(30_000);

  @Override
  public String title() {
    return "Nothing changes outside a transaction; no letter is sent inside one";
  }

  @Override
  public void run(Page page) {
    try {
      salary.set(99_000);
      page.require(false, "a ref changes in transactions only");
    } catch (NoTransactionException e) {
      page.refused("salary.set(99_000)", e);
    }
    page.show("salary.deref()", salary.deref(), 30_000);
    try {
      dosync(() -> sendLetter());
      page.require(false, "a guarded side effect is refused");
    } catch (SideEffectInTransactionException e) {
      page.refused("dosync(() -> sendLetter())", e);
    }
  }

  // tag::io[]
  void sendLetter() {
    io("A letter can't be taken back");
    // ... from here on nobody has to think of transactions
  }
  // end::io[]
}
