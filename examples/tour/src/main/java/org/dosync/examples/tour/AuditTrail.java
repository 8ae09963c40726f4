package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;

final class AuditTrail implements Example {

  @Override
  public String title() {
    return "REQUIRES_NEW: the payment is undone, the note about it stays";
  }

  @Override
  public void run(Page page) {
    // tag::requires-new[]
    Ref<Integer> balance = Ref.of(100);
    Ref<String> audit = Ref.of("");
    TransactionOptions byItself = Transaction.options().propagation(Propagation.REQUIRES_NEW);

    Runnable payment =
        () ->
            dosync(
                () -> {
                  balance.alter(n -> n - 500);
                  byItself.dosync(() -> audit.set("500 were asked for"));
                  if (balance.deref() < 0) {
                    throw new IllegalArgumentException("There are only 100");
                  }
                });
    // end::requires-new[]
    try {
      payment.run();
      page.require(false, "an exception aborts the transaction and reaches the caller");
    } catch (IllegalArgumentException e) {
      page.refused("payment.run()", e);
    }
    page.show("balance.deref()", balance.deref(), 100);
    page.show("audit.deref()", audit.deref(), "500 were asked for");
  }
}
