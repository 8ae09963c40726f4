package org.dosync.examples.orderbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.examples.orderbook.Accounts.CASH;

import jakarta.inject.Inject;
import java.util.Map;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.examples.orderbook.Order.Side;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Trades happen as a whole or not at all, and sums stay what they are. */
class OrderBookTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Test
  void itsReadmeIsTrueWithTheGuard() throws Exception {
    Readme.of(Main.class).guarded().assertTrue();
  }

  @Nested
  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({Accounts.class, Book.class})
  class Beans {

    @Inject Accounts accounts;
    @Inject Book books;

    @BeforeEach
    void open() {
      accounts.open("Ann", Map.of(CASH, 100L, "tea", 0L, "oil", 0L));
      accounts.open("Bob", Map.of(CASH, 0L, "tea", 10L, "oil", 0L));
    }

    @Test
    void aTradeIsAtThePriceOfTheSellerAndTheRestWaits() {
      books.place("tea", new Order("Bob", Side.SELL, 4, 8));
      books.place("tea", new Order("Ann", Side.BUY, 6, 9));
      assertThat(books.trades("tea")).isEqualTo(1);
      assertThat(accounts.holds("Ann", CASH)).isEqualTo(100 - 4 * 8);
      assertThat(accounts.holds("Ann", "tea")).isEqualTo(4);

      books.place("tea", new Order("Bob", Side.SELL, 5, 9));
      assertThat(books.trades("tea")).isEqualTo(2);
      assertThat(accounts.holds("Ann", "tea")).isEqualTo(6);
      assertThat(accounts.holds("Bob", CASH)).isEqualTo(4 * 8 + 2 * 9);
    }

    @Test
    void theBestPriceComesFirst() {
      books.place("tea", new Order("Bob", Side.SELL, 1, 9));
      books.place("tea", new Order("Bob", Side.SELL, 1, 7));
      books.place("tea", new Order("Ann", Side.BUY, 1, 9));
      assertThat(books.trades("tea")).isEqualTo(1);
      assertThat(accounts.holds("Bob", CASH)).isEqualTo(7);
    }

    @Test
    void aTradeThatAnAccountCannotBearDoesNotHappen() {
      books.place("oil", new Order("Bob", Side.SELL, 1, 10)); // has none
      books.place("oil", new Order("Ann", Side.BUY, 1, 10));
      assertThat(books.trades("oil")).isZero();
      assertThat(accounts.holds("Ann", CASH)).isEqualTo(100);
      assertThat(accounts.holds("Bob", CASH)).isZero();
    }

    @Test
    void oneBookDoesNotTouchAnother() {
      books.place("tea", new Order("Bob", Side.SELL, 1, 10));
      books.place("oil", new Order("Ann", Side.BUY, 1, 10));
      assertThat(books.trades("tea") + books.trades("oil")).isZero();
    }
  }
}
