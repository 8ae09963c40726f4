package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A transaction goes to sleep while another one changes what it waits for: it must wake up. */
@Timeout(60)
class LostWakeUpTest {

  private final Ref<Integer> stock = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private int awaitStock() {
    tries.incrementAndGet();
    int there = stock.deref();
    Transaction.check(there > 0);
    return there;
  }

  /** The commit has looked for waiters before there was one. */
  @Test
  void aCommitThatWasUnderWayBeforeWakesIt() {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> slow = Ref.builder(0).history(History.keep(0).withClock(clock)).build();
    Gate inCommit = clock.stop();
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    slow.set(1);
                    stock.set(1);
                  }));
      inCommit.awaitArrival();
      threads.start(() -> Transaction.dosync(this::awaitStock));
      Waiting.awaitOneOn(stock);
      inCommit.open();
    }
    assertThat(tries.get()).isEqualTo(2);
  }

  /** The other transaction has changed the ref before anybody waited, and commits afterwards. */
  @Test
  void aTransactionThatWasUnderWayBeforeWakesIt() {
    try (Threads threads = new Threads()) {
      Transaction.dosync(
          () -> {
            stock.set(1);
            threads.start(() -> Transaction.dosync(this::awaitStock));
            Waiting.awaitOneOn(stock);
          });
    }
    assertThat(tries.get()).isEqualTo(2);
  }

  /** What the body has read is overtaken by what a commute's function was given, which waits. */
  @Test
  void aChangeBetweenAReadAndACommuteOfTheSameRefWakesOneThatWaitsInTheCommute() {
    TransactionOptions snapshot = Transaction.options().isolation(Isolation.SNAPSHOT);
    try (Threads threads = new Threads()) {
      threads.start(() -> snapshot.dosync(this::awaitStockInACommute));
    }
    assertThat(tries.get()).isEqualTo(3); // in the first it did not note what it read
  }

  private void awaitStockInACommute() {
    tries.incrementAndGet();
    if (stock.deref() == 0) {
      if (tries.get() == 2) {
        Threads.elsewhere(() -> Transaction.dosync(() -> stock.set(1)));
      }
      stock.commute(
          there -> {
            Transaction.check(false);
            return there;
          });
    }
  }

  /** Each waits for the other: one lost wake-up, and both wait for ever. */
  @ParameterizedTest
  @EnumSource
  void twoThatTakeTurnsMissNoWakeUp(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    Threads.together(
        2,
        mine ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                options.dosync(
                    () -> {
                      int turn = stock.deref();
                      Transaction.check(turn % 2 == mine);
                      stock.set(turn + 1);
                    });
              }
            });
    assertThat(stock.deref()).isEqualTo(10_000);
  }

  @Test
  void aBoundedQueueGivesEveryItemToOneTaker() {
    Ref<PVector<Integer>> queue = Ref.of(TreePVector.empty());
    List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
    int each = 3_000;
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < each; i++) {
                if (index < 2) {
                  put(queue, index * each + i);
                } else {
                  taken.add(take(queue));
                }
              }
            });
    Collections.sort(taken);
    assertThat(taken).isEqualTo(IntStream.range(0, 2 * each).boxed().toList());
  }

  private static void put(Ref<PVector<Integer>> queue, int item) {
    Transaction.dosync(
        () -> {
          PVector<Integer> items = queue.deref();
          Transaction.check(items.size() < 3);
          queue.set(items.plus(item));
        });
  }

  private static int take(Ref<PVector<Integer>> queue) {
    return Transaction.dosync(
        () -> {
          PVector<Integer> items = queue.deref();
          Transaction.check(!items.isEmpty());
          queue.set(items.minus(0));
          return items.get(0);
        });
  }
}
