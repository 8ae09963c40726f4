package org.dosync.examples.party;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.Promise;
import org.dosync.cdi.Async;
import org.dosync.cdi.Shared;

// tag::manager[]
/** Needs a number that somebody will know later. Who that is, the manager need not know. */
@ApplicationScoped
class Manager {

  @Inject
  @Shared("question")
  Promise<String> question;

  @Inject
  @Shared("guests")
  Promise<Integer> guests;

  @Async
  CompletionStage<String> prepare() {
    question.deliver("How many guests will come?");
    int count = guests.deref(); // waits, on a thread of its own
    return CompletableFuture.completedFuture("Total guest count is " + count);
  }
}
// end::manager[]
