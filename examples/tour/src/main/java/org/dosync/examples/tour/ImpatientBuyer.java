package org.dosync.examples.tour;

import static org.dosync.Transaction.check;

import java.time.Duration;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.dosync.TransactionTimeoutException;

final class ImpatientBuyer implements Example {

  @Override
  public String title() {
    return "timeout: another buyer does not wait for ever";
  }

  @Override
  public void run(Page page) {
    Ref<Integer> stock = Ref.builder(0).name("stock").build();
    // tag::options[]
    TransactionOptions purchase =
        Transaction.options().name("purchase").timeout(Duration.ofMillis(50));
    // end::options[]
    try {
      // tag::impatient[]
      purchase.dosync(
          () -> {
            check(stock.deref() > 0);
            stock.alter(n -> n - 1);
          });
      // end::impatient[]
      page.require(false, "the transaction ends after 50 ms");
    } catch (TransactionTimeoutException e) {
      page.refused("purchase.dosync(...), for 50 ms at most", e);
      page.require("purchase".equals(e.transactionName()), "the exception has the name");
    }
    page.show("stock.deref()", stock.deref(), 0);
  }
}
