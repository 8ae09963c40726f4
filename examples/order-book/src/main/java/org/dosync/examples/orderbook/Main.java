package org.dosync.examples.orderbook;

import static org.dosync.examples.orderbook.Accounts.CASH;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;
import org.dosync.examples.orderbook.Order.Side;

/** Ten traders place orders in four books at once, and somebody looks at the sums meanwhile. */
public final class Main {

  private static final List<String> INSTRUMENTS = List.of("oil", "gold", "wheat", "tea");
  private static final List<String> TRADERS =
      List.of("Ann", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jim");
  private static final Map<String, Long> START =
      Map.of(CASH, 10_000L, "oil", 100L, "gold", 100L, "wheat", 100L, "tea", 100L);
  private static final int ORDERS = 500;
  private static final int LOOKS = 500;

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      Accounts accounts = container.select(Accounts.class).get();
      Book books = container.select(Book.class).get();
      DosyncRuntime runtime = container.select(DosyncRuntime.class).get();

      TRADERS.forEach(trader -> accounts.open(trader, START));
      System.out.println("Before: " + sums(accounts));
      Promise<Long> wrongSums = runtime.future(() -> wrongSums(accounts));
      runtime.map(TRADERS, trader -> placeOrders(books, trader)).deref();
      int trades = INSTRUMENTS.stream().mapToInt(books::trades).sum();
      System.out.println("Orders: " + TRADERS.size() * ORDERS + ", trades: " + trades);
      System.out.println("Looks: " + LOOKS + ", wrong sums: " + wrongSums.deref());
      System.out.println("After:  " + sums(accounts));
    }
  }

  private static int placeOrders(Book books, String trader) {
    Random random = new Random(trader.hashCode());
    for (int i = 0; i < ORDERS; i++) {
      String instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size()));
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      Order order = new Order(trader, side, 1 + random.nextInt(9), 90 + random.nextInt(20));
      books.place(instrument, order);
    }
    return ORDERS;
  }

  private static long wrongSums(Accounts accounts) {
    long wrong = 0;
    for (int look = 0; look < LOOKS; look++) {
      if (accounts.sum(CASH) != TRADERS.size() * START.get(CASH)) {
        wrong++;
      }
    }
    return wrong;
  }

  private static String sums(Accounts accounts) {
    StringBuilder sums = new StringBuilder(accounts.sum(CASH) + " " + CASH);
    INSTRUMENTS.forEach(what -> sums.append(", ").append(accounts.sum(what)).append(" " + what));
    return sums.toString();
  }
}
