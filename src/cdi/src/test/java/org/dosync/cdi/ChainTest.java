package org.dosync.cdi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transaction that sends an action that starts a call: each once, however often it was tried. */
@Beans({ChainTest.Shop.class, ChainTest.Journal.class, ChainTest.Post.class})
@Timeout(60)
class ChainTest {

  private static final int THREADS = 8;
  private static final int ORDERS = 50;

  @ApplicationScoped
  static class Shop {
    final Ref<Integer> orders = Ref.of(0);
    final AtomicInteger tries = new AtomicInteger();

    @Inject Journal journal;

    @Dosync
    void order(String id, int[] triesOfThis) {
      orders.alter(n -> n + 1);
      journal.write(id);
      tries.incrementAndGet();
      if (triesOfThis[0]++ == 0) { // another commit gets in its way
        Patience.elsewhere(() -> Transaction.dosync(() -> orders.alter(n -> n + 1)));
      }
    }

    @Dosync
    int orders() {
      return orders.deref();
    }

    int tries() {
      return tries.get();
    }
  }

  @AgentState
  static class Journal {
    private int lines;

    @Inject Post post;

    @SendOff
    void write(String id) {
      lines++;
      post.send(id);
    }

    int lines() {
      return lines;
    }
  }

  @ApplicationScoped
  static class Post {
    final Map<String, Integer> sent = new ConcurrentHashMap<>();
    final AtomicInteger count = new AtomicInteger();

    @Async
    void send(String id) {
      sent.merge(id, 1, Integer::sum);
      count.incrementAndGet();
    }

    int count() {
      return count.get();
    }

    Map<String, Integer> sent() {
      return sent;
    }
  }

  @Inject Shop shop;
  @Inject Journal journal;
  @Inject Post post;

  @Test
  void eachEffectTakesPlaceOnce() throws Exception {
    ExecutorService customers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Object>> all = new ArrayList<>();
      IntStream.range(0, THREADS).forEach(i -> all.add(Executors.callable(() -> orderAll(i))));
      for (Future<Object> one : customers.invokeAll(all, 50, SECONDS)) {
        one.get();
      }
    } finally {
      customers.shutdownNow();
    }
    int orders = THREADS * ORDERS;

    assertThat(shop.orders()).isEqualTo(2 * orders); // half of them from elsewhere
    assertThat(shop.tries()).isGreaterThanOrEqualTo(2 * orders);
    assertThat(journal.lines()).isEqualTo(orders);
    await().until(() -> post.count() >= orders);
    assertThat(post.sent()).hasSize(orders).allSatisfy((id, times) -> assertThat(times).isOne());
  }

  private void orderAll(int customer) {
    for (int i = 0; i < ORDERS; i++) {
      shop.order(customer + "/" + i, new int[1]);
    }
  }
}
