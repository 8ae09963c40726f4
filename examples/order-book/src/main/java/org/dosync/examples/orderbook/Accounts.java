package org.dosync.examples.orderbook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

// tag::accounts[]
/** What everybody has. A trade changes four of these refs, as one. */
@ApplicationScoped
class Accounts {

  static final String CASH = "cash";

  private final Map<String, Ref<Long>> holdings = new ConcurrentHashMap<>();

  void open(String account, Map<String, Long> has) {
    has.forEach(
        (what, amount) ->
            holdings.put(account + "/" + what, Ref.builder(amount).validator(n -> n >= 0).build()));
  }

  @Dosync
  void settle(String instrument, String buyer, String seller, int pieces, int price) {
    move(CASH, buyer, seller, (long) pieces * price);
    move(instrument, seller, buyer, pieces);
  }

  private void move(String what, String from, String to, long amount) {
    holding(from, what).alter(n -> n - amount); // refused below zero: then nothing has happened
    holding(to, what).alter(n -> n + amount);
  }

  @Dosync
  long sum(String what) {
    return holdings.entrySet().stream()
        .filter(holding -> holding.getKey().endsWith("/" + what))
        .mapToLong(holding -> holding.getValue().deref())
        .sum();
  }

  long holds(String account, String what) {
    return holding(account, what).deref();
  }

  private Ref<Long> holding(String account, String what) {
    return holdings.get(account + "/" + what);
  }
}
// end::accounts[]
