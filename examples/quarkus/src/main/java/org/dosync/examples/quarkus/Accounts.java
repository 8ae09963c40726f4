package org.dosync.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.Ref;
import org.dosync.cdi.Async;
import org.dosync.cdi.Changed;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.Shared;

// tag::accounts[]
/** Two accounts, between which money is moved. */
@ApplicationScoped
class Accounts {

  private final Ref<Integer> savings = Ref.of(100);
  private final Journal journal;
  private final Ref<Integer> transfers;

  @Inject
  Accounts(Journal journal, @Shared(value = "transfers", initial = "0") Ref<Integer> transfers) {
    this.journal = journal;
    this.transfers = transfers;
  }

  /** In Quarkus a call of the bean to itself is intercepted as well: it joins. */
  @Dosync
  int transfer(int amount) {
    withdraw(amount);
    transfers.alter(n -> n + 1);
    journal.write("transfer of " + amount);
    return savings.deref();
  }

  @Dosync
  void withdraw(int amount) {
    savings.alter(now -> now - amount);
    if (savings.deref() < 0) {
      throw new IllegalArgumentException("not enough");
    }
  }

  @Async
  CompletionStage<Integer> transferLater(int amount) {
    return CompletableFuture.completedFuture(transfer(amount));
  }

  int transfers() {
    return transfers.deref();
  }

  void note(@Observes @Shared("transfers") Changed<Integer> change, Journal itself) {
    itself.write("transfer " + change.newValue());
  }
}
// end::accounts[]
