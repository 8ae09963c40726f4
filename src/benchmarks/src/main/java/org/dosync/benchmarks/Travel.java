package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * A travel agency, after STAMP's vacation: customers book a car, a flight and a room, the dearest
 * of some that are free; sometimes one gives back all that he has, or a price changes. References:
 * for each offer how many are free and its price, for each customer what he has, what he paid for
 * each, and his bill.
 */
public class Travel extends Programs {
  private static final int KINDS = 3;
  private static final int OFFERS = 256;
  private static final int ASKED = 4;
  private static final int CUSTOMERS = 1024;
  private static final int FREE = 50;

  private static final int PRICES = KINDS * OFFERS;
  private static final int BOOKED = PRICES + KINDS * OFFERS;
  private static final int PAID = BOOKED + KINDS * CUSTOMERS;
  private static final int BILLS = PAID + KINDS * CUSTOMERS;

  @Benchmark
  public void run(Worker worker) {
    int customer = worker.roll(CUSTOMERS);
    int offer = worker.roll(OFFERS);
    switch (worker.roll(10)) {
      case 0 -> stm.atomically(cells -> giveBack(cells, customer));
      case 1 -> stm.atomically(cells -> changePrice(cells, offer));
      default -> stm.atomically(cells -> book(cells, customer, offer));
    }
    worker.countOne();
  }

  @Override
  void prepare() {
    for (int offer = 0; offer < KINDS * OFFERS; offer++) {
      int one = offer;
      stm.atomically(cells -> offer(cells, one));
    }
  }

  private static long offer(Stm.Cells cells, int offer) {
    cells.set(offer, FREE);
    cells.set(PRICES + offer, 100 + offer % 7);
    return FREE;
  }

  /** One of each kind that the customer has not yet. */
  private static long book(Stm.Cells cells, int customer, int first) {
    for (int kind = 0; kind < KINDS; kind++) {
      int place = kind * CUSTOMERS + customer;
      int offer = cells.get(BOOKED + place) == 0 ? dearest(cells, kind, first) : -1;
      if (offer >= 0) {
        cells.set(offer, cells.get(offer) - 1);
        pay(cells, customer, place, 1 + offer, cells.get(PRICES + offer));
      }
    }
    return 0;
  }

  /** Of some offers of a kind, -1 if none of them is free. */
  private static int dearest(Stm.Cells cells, int kind, int first) {
    int dearest = -1;
    for (int i = 0; i < ASKED; i++) {
      int offer = kind * OFFERS + (first + i * 37) % OFFERS;
      if (cells.get(offer) > 0
          && (dearest < 0 || cells.get(PRICES + offer) > cells.get(PRICES + dearest))) {
        dearest = offer;
      }
    }
    return dearest;
  }

  /** What a customer has of a kind, and has paid for it. */
  private static void pay(Stm.Cells cells, int customer, int place, long booked, long price) {
    long before = cells.get(PAID + place);
    cells.set(BOOKED + place, booked);
    cells.set(PAID + place, price);
    cells.set(BILLS + customer, cells.get(BILLS + customer) - before + price);
  }

  private static long giveBack(Stm.Cells cells, int customer) {
    for (int kind = 0; kind < KINDS; kind++) {
      int place = kind * CUSTOMERS + customer;
      int offer = (int) cells.get(BOOKED + place) - 1;
      if (offer >= 0) {
        cells.set(offer, cells.get(offer) + 1);
        pay(cells, customer, place, 0, 0);
      }
    }
    return cells.get(BILLS + customer);
  }

  private static long changePrice(Stm.Cells cells, int offer) {
    long price = cells.get(PRICES + offer) % 200 + 17;
    cells.set(PRICES + offer, price);
    return price;
  }

  @Override
  int size() {
    return BILLS + CUSTOMERS;
  }

  @Override
  void end(Ledger ledger) {
    long booked = 0;
    for (int place = BOOKED; place < PAID; place++) {
      booked += stm.value(place) > 0 ? 1 : 0;
    }
    expect("count of free and booked", (long) KINDS * OFFERS * FREE, sum(0, PRICES) + booked);
    expect("sum of the bills", sum(PAID, BILLS), sum(BILLS, size()));
  }
}
