package org.dosync.examples.orderbook;

/** Somebody buys or sells some pieces, at this price or a better one. */
record Order(String account, Side side, int pieces, int price) {

  enum Side {
    BUY,
    SELL
  }

  Order less(int traded) {
    return new Order(account, side, pieces - traded, price);
  }
}
