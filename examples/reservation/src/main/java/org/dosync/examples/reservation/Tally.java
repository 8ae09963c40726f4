package org.dosync.examples.reservation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.dosync.Transaction;
import org.dosync.examples.reservation.Refusal.Reason;

/** Counts what no transaction would keep: refusals undo it, and tries as well. */
@ApplicationScoped
class Tally {

  private final LongAdder transactions = new LongAdder();
  private final LongAdder tries = new LongAdder();
  private final Map<Reason, LongAdder> refusals = new ConcurrentHashMap<>();

  /** For a transaction to call first. A try ends by its commit, or is undone. */
  void countTry() {
    Transaction.onCommit(tries::increment);
    Transaction.onAbort(tries::increment);
  }

  /** Counts a transaction, and a refusal if it ends by one. */
  <T> T count(Supplier<T> transaction) {
    transactions.increment();
    try {
      return transaction.get();
    } catch (Refusal refusal) {
      count(refusal);
      throw refusal;
    }
  }

  void count(Refusal refusal) {
    refusals.computeIfAbsent(refusal.reason(), reason -> new LongAdder()).increment();
  }

  /** One if nobody has ever got in anybody's way. */
  double triesPerTransaction() {
    long all = transactions.sum();
    return all == 0 ? 1 : (double) tries.sum() / all;
  }

  Map<String, Long> refusals() {
    Map<String, Long> counts = new TreeMap<>();
    refusals.forEach((reason, count) -> counts.put(reason.name(), count.sum()));
    return counts;
  }
}
