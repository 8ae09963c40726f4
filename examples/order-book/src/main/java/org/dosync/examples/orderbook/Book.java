package org.dosync.examples.orderbook;

import static java.util.Comparator.comparing;

import jakarta.inject.Inject;
import java.util.PriorityQueue;
import org.dosync.InvalidStateException;
import org.dosync.cdi.AgentKey;
import org.dosync.cdi.AgentState;
import org.dosync.examples.orderbook.Order.Side;

// tag::book[]
/** The orders of one instrument: each has a book of its own, and a queue. */
@AgentState
class Book {

  private final PriorityQueue<Order> bids = new PriorityQueue<>(comparing(Order::price).reversed());
  private final PriorityQueue<Order> asks = new PriorityQueue<>(comparing(Order::price));
  private int trades;

  @Inject Accounts accounts;

  void place(@AgentKey String instrument, Order order) {
    (order.side() == Side.BUY ? bids : asks).add(order);
    while (!bids.isEmpty() && !asks.isEmpty() && bids.peek().price() >= asks.peek().price()) {
      trade(instrument, bids.poll(), asks.poll());
    }
  }

  private void trade(String instrument, Order bid, Order ask) {
    int pieces = Math.min(bid.pieces(), ask.pieces());
    try {
      accounts.settle(instrument, bid.account(), ask.account(), pieces, ask.price());
      trades++;
    } catch (InvalidStateException tooPoor) {
      return; // one of the two cannot keep what was offered: both orders are gone
    }
    addRest(bids, bid.less(pieces));
    addRest(asks, ask.less(pieces));
  }

  private static void addRest(PriorityQueue<Order> orders, Order rest) {
    if (rest.pieces() > 0) {
      orders.add(rest);
    }
  }

  int trades(@AgentKey String instrument) { // waits for its turn
    return trades;
  }
}
// end::book[]
