package org.dosync.examples.payroll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.Promise;
import org.dosync.cdi.Async;
import org.dosync.cdi.Shared;

// tag::party[]
/** Its manager waits for a number that somebody else will know later. */
@ApplicationScoped
class Party {

  @Inject
  @Shared("guests")
  Promise<Integer> guests;

  @Async
  CompletionStage<String> manage() {
    return CompletableFuture.completedFuture("Total guest count is " + guests.deref());
  }

  void guestsAre(int count) {
    guests.deliver(count);
  }
}
// end::party[]
