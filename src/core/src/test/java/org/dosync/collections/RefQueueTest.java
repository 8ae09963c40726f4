package org.dosync.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.dosync.WaitInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefQueueTest {

  private final RefQueue<Integer> queue = new RefQueue<>();
  private final AtomicInteger tries = new AtomicInteger();

  private void elsewhereInTheFirstTry(Threads.Task task) {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(task);
    }
  }

  @Test
  void holdsWhatADequeWouldAfterAnything() {
    Random random = new Random(7);
    Queue<Integer> model = new ArrayDeque<>();
    for (int round = 0; round < 20_000; round++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> assertThat(queue.offer(round)).isEqualTo(model.offer(round));
        case 2 -> assertThat(queue.poll()).isEqualTo(model.poll());
        case 3 -> assertThat(queue.peek()).isEqualTo(model.peek());
        default -> assertThat(queue.size()).isEqualTo(model.size());
      }
    }
    assertThat(queue.snapshot()).isEqualTo(List.copyOf(model));
  }

  @Test
  void oneTransactionAddsAndTakes() {
    Transaction.dosync(
        () -> {
          queue.offer(1);
          queue.offer(2);
          assertThat(queue.poll()).isEqualTo(1);
          queue.offer(3);
          assertThat(queue).containsExactly(2, 3);
        });
    assertThat(queue).containsExactly(2, 3);
  }

  @Test
  void thoseWhoAddDoNotConflict() {
    Transaction.dosync(
        () -> {
          queue.offer(1);
          elsewhereInTheFirstTry(() -> queue.offer(2));
        });
    assertThat(tries).hasValue(1);
    assertThat(queue).containsExactly(2, 1); // in the order of the commits
  }

  @Test
  void whoTakesDoesNotConflictWithWhoAdds() {
    queue.addAll(List.of(1, 2));
    queue.poll(); // what was added has been turned
    Transaction.dosync(
        () -> {
          queue.poll();
          elsewhereInTheFirstTry(() -> queue.offer(3));
        });
    assertThat(tries).hasValue(1);
    assertThat(queue).containsExactly(3);
  }

  @Test
  void phantomsAreRuledOut() {
    Transaction.dosync(
        () -> {
          Integer nothing = queue.poll();
          elsewhereInTheFirstTry(() -> queue.offer(1));
          if (nothing == null) {
            queue.offer(2);
          }
        });
    assertThat(tries).hasValue(2);
    assertThat(queue).isEmpty();
  }

  @Test
  void takeWaitsForAnElement() {
    AtomicReference<Integer> taken = new AtomicReference<>();
    try (Threads threads = new Threads()) {
      threads.start(() -> taken.set(queue.take()));
      queue.offer(1);
    }
    assertThat(taken).hasValue(1);
    assertThat(queue).isEmpty();
  }

  @Test
  void takeEndsWhenItIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(queue::take).isInstanceOf(WaitInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue).isEmpty();
  }

  @Test
  void everythingIsTakenOnceInTheOrderInWhichItsThreadAddedIt() {
    int each = 2_000;
    List<List<Integer>> taken = List.of(new ArrayList<>(), new ArrayList<>());
    try (Threads threads = new Threads()) {
      for (int producer = 0; producer < 2; producer++) {
        int from = producer * each;
        threads.start(() -> IntStream.range(from, from + each).forEach(queue::offer));
      }
      for (List<Integer> mine : taken) {
        threads.start(() -> IntStream.range(0, each).forEach(i -> mine.add(queue.take())));
      }
    }
    List<Integer> all = new ArrayList<>(taken.get(0));
    all.addAll(taken.get(1));
    assertThat(all).hasSize(2 * each).doesNotHaveDuplicates();
    for (List<Integer> mine : taken) {
      assertThat(mine.stream().filter(n -> n < each).toList()).isSorted();
      assertThat(mine.stream().filter(n -> n >= each).toList()).isSorted();
    }
  }

  @Test
  void iteratorRemovesTheVeryElementItHasShown() {
    RefQueue<String> letters = new RefQueue<>(List.of("a", "b", "a", "c", "a"));
    Set<String> seen = new HashSet<>();
    for (Iterator<String> all = letters.iterator(); all.hasNext(); ) {
      if (!seen.add(all.next())) {
        all.remove();
      }
    }
    assertThat(letters).containsExactly("a", "b", "c");
  }

  @Test
  void iteratorRemovesTheVeryElementThoughOthersWereTakenAndAddedMeanwhile() {
    RefQueue<String> letters = new RefQueue<>(List.of("a", "b", "a"));
    Iterator<String> all = letters.iterator();
    all.next();
    all.next();
    all.next();
    assertThat(letters.poll()).isEqualTo("a"); // turns all around
    letters.removeIf("b"::equals);
    letters.add("c");
    letters.add("a");

    all.remove();
    assertThat(letters).containsExactly("c", "a");
  }

  @Test
  void iteratorRemovesNothingIfItsElementWasTakenMeanwhile() {
    RefQueue<String> letters = new RefQueue<>(List.of("a", "a"));
    Iterator<String> all = letters.iterator();
    all.next();
    letters.poll();

    all.remove();
    assertThat(letters).containsExactly("a");
  }

  @Test
  void clearOfAnEmptyQueueIsAMereLook() {
    Transaction.options().readOnly(true).dosync(queue::clear);
    assertThat(queue).isEmpty();
    queue.addAll(List.of(1, 2));
    queue.clear();
    assertThat(queue).isEmpty();
  }

  /** Whatever a condition does to the queue: only what it was true for goes. */
  @Test
  void whatAConditionAddsOrTakesIsNotUndoneByTheRemoval() {
    queue.addAll(List.of(1, 2, 3));
    queue.removeIf(
        element -> {
          if (element == 2) {
            queue.poll();
            queue.add(20);
          }
          return element == 2;
        });
    assertThat(queue).containsExactly(3, 20);
  }
}
