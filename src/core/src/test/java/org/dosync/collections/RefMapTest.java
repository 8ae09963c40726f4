package org.dosync.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dosync.DosyncException;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefMapTest {

  /** All of them in one chain. */
  private record Same(int number) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  private final RefMap<Integer, Integer> map = new RefMap<>();
  private final AtomicInteger tries = new AtomicInteger();

  private void elsewhereInTheFirstTry(Threads.Task task) {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(task);
    }
  }

  @Test
  void holdsWhatAHashMapWouldAfterAnything() {
    Random random = new Random(7);
    Map<Integer, Integer> model = new HashMap<>();
    for (int round = 0; round < 200_000; round++) {
      int key = random.nextInt(5_000) * (random.nextBoolean() ? 1 : 0x10001);
      int what = random.nextInt(6);
      switch (what) {
        case 0, 1, 2 -> assertThat(map.put(key, round)).isEqualTo(model.put(key, round));
        case 3 -> assertThat(map.remove(key)).isEqualTo(model.remove(key));
        case 4 ->
            assertThat(map.merge(key, 1, (a, b) -> null))
                .isEqualTo(model.merge(key, 1, (a, b) -> null));
        default -> assertThat(map.get(key)).isEqualTo(model.get(key));
      }
    }
    assertThat(map).isEqualTo(model).hasSize(model.size());
    assertThat(map.snapshot()).isEqualTo(model).hasSize(model.size());
    map.clear();
    assertThat(map).isEmpty();
  }

  @Test
  void keysWithOneHashAreToldApart() {
    RefMap<Same, Integer> same = new RefMap<>();
    IntStream.range(0, 100).forEach(i -> same.put(new Same(i), i));
    IntStream.range(0, 100).filter(i -> i % 3 == 0).forEach(i -> same.remove(new Same(i)));

    assertThat(same).hasSize(66);
    assertThat(same.get(new Same(50))).isEqualTo(50);
    assertThat(same.get(new Same(51))).isNull();
    assertThat(same.snapshot().get(new Same(50))).isEqualTo(50);
  }

  @Test
  void whatAnAbortedTransactionDidIsUndone() {
    map.put(1, 1);
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      IntStream.range(0, 100).forEach(i -> map.put(i, -i));
                      map.remove(1);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(map).isEqualTo(Map.of(1, 1));
  }

  @Test
  void manyKeysAreChangedAllOrNothing() {
    map.putAll(Map.of(1, 1, 2, 2));
    Transaction.dosync(
        () ->
            assertThatThrownBy(
                    () ->
                        map.replaceAll(
                            (key, value) -> {
                              if (tries.incrementAndGet() == 2) {
                                throw new IllegalStateException("no");
                              }
                              return 0;
                            }))
                .hasMessage("no"));
    assertThat(map).isEqualTo(Map.of(1, 1, 2, 2));
  }

  @Test
  void functionsMayChangeTheMap() {
    map.compute(
        1,
        (key, value) -> {
          IntStream.range(0, 100).forEach(i -> map.put(i, i));
          return -1;
        });
    assertThat(map).hasSize(100).containsEntry(1, -1);
  }

  @Test
  void iteratorsGoOverTheMapAsItWasAndRemoveFromItAsItIs() {
    map.putAll(Map.of(1, 1, 2, 2));
    Iterator<Integer> keys = map.keySet().iterator();
    map.put(3, 3);
    map.remove(2);

    assertThat(keys).toIterable().containsExactlyInAnyOrder(1, 2);
    Iterator<Integer> others = map.keySet().iterator();
    others.next();
    others.remove();
    assertThatThrownBy(others::remove).isInstanceOf(IllegalStateException.class);
    assertThat(map).hasSize(1);
  }

  @Test
  void changesInAReadOnlyTransactionAreRefused() {
    assertThatThrownBy(() -> Transaction.options().readOnly(true).dosync(() -> map.put(1, 1)))
        .isInstanceOf(DosyncException.class);
    assertThat(map).isEmpty();
  }

  /** Strangers: neither is tried again. */
  @Test
  void differentKeysDoNotConflict() {
    Transaction.dosync(
        () -> {
          map.put(1, map.getOrDefault(1, 0) + 1);
          elsewhereInTheFirstTry(() -> map.put(2, 1));
        });
    assertThat(tries).hasValue(1);
    assertThat(map).isEqualTo(Map.of(1, 1, 2, 1));
  }

  @Test
  void lostUpdateIsRuledOut() {
    Transaction.dosync(
        () -> {
          int before = map.getOrDefault(1, 0);
          elsewhereInTheFirstTry(() -> map.merge(1, 1, Integer::sum));
          map.put(1, before + 1);
        });
    assertThat(map).containsEntry(1, 2);
    assertThat(tries).hasValue(2);
  }

  @Test
  void lostUpdateIsRuledOutAmongManyThreads() {
    try (Threads threads = new Threads()) {
      for (int t = 0; t < 4; t++) {
        Random random = new Random(t);
        threads.start(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                map.merge(random.nextInt(50), 1, Integer::sum);
              }
            });
      }
    }
    assertThat(map.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20_000);
  }

  /** Its hash leads to the place of all others of this kind, as long as these are few. */
  private final class Neighbour {
    final int number;

    Neighbour(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      return number << 4;
    }

    @Override
    public boolean equals(Object other) {
      if (number == 0) {
        elsewhereInTheFirstTry(() -> IntStream.range(1, 9).forEach(RefMapTest.this::putNeighbour));
      }
      return other instanceof Neighbour that && number == that.number;
    }
  }

  private final RefMap<Neighbour, Integer> neighbours = new RefMap<>();

  private void putNeighbour(int number) {
    neighbours.put(new Neighbour(number), number);
  }

  @Test
  void aPutIsNotLostWhereManyOthersArriveMeanwhile() {
    putNeighbour(0);

    neighbours.put(new Neighbour(0), 100); // is compared, and the place becomes a branch

    assertThat(tries).hasPositiveValue();
    assertThat(neighbours).hasSize(9);
    assertThat(neighbours.get(new Neighbour(0))).isEqualTo(100);
    for (int number = 1; number < 9; number++) {
      assertThat(neighbours.put(new Neighbour(number), -1)).isEqualTo(number);
    }
  }

  @Test
  void putsOfManyThreadsAreAllThereWhileTheMapGrows() {
    for (int round = 0; round < 20; round++) {
      RefMap<Integer, Integer> growing = new RefMap<>();
      try (Threads threads = new Threads()) {
        for (int i = 0; i < 4; i++) {
          int first = i;
          threads.start(
              () -> {
                for (int key = first; key < 2_000; key += 4) {
                  assertThat(growing.put(key, key)).isNull();
                }
              });
        }
      }
      assertThat(growing).hasSize(2_000);
    }
  }

  /** To see that something is not there is a read. */
  @Test
  void writeSkewIsRuledOutForKeysThatAreNotThere() {
    Transaction.dosync(
        () -> {
          boolean free = !map.containsKey(2);
          elsewhereInTheFirstTry(
              () ->
                  Transaction.dosync(
                      () -> {
                        if (!map.containsKey(1)) {
                          map.put(2, 2);
                        }
                      }));
          if (free) {
            map.put(1, 1);
          }
        });
    assertThat(map).isEqualTo(Map.of(2, 2));
  }

  @Test
  void phantomsAreRuledOut() {
    Transaction.dosync(
        () -> {
          int size = map.size();
          elsewhereInTheFirstTry(() -> map.put(7, 7));
          map.put(-1, size);
        });
    assertThat(map).containsEntry(-1, 1);
  }

  @Test
  void phantomsAreRuledOutWhenAllIsCleared() {
    map.put(1, 1);
    Transaction.dosync(
        () -> {
          boolean there = map.containsKey(1);
          elsewhereInTheFirstTry(map::clear);
          map.put(2, there ? 1 : 0);
        });
    assertThat(map).isEqualTo(Map.of(2, 0));
  }

  /** A transaction that began before a chain became a branch goes on with the chain. */
  @Test
  void readSkewIsRuledOutWhileTheMapGrows() {
    IntStream.rangeClosed(1, 4).forEach(i -> map.put(i * 16, 1));
    int sum =
        Transaction.options()
            .readOnly(true)
            .dosync(
                () -> {
                  int first = map.get(16);
                  elsewhereInTheFirstTry(
                      () ->
                          Transaction.dosync(
                              () -> {
                                map.put(16, 0);
                                map.put(32, 2);
                                map.put(80, 100);
                              }));
                  return first + map.get(32) + map.getOrDefault(80, 0);
                });
    assertThat(sum).isEqualTo(2);
    assertThat(tries).hasValue(1);
  }

  /** Money goes from key to key, and keys come and go: every look finds all of it. */
  @Test
  void tornSnapshotsAreRuledOutAmongManyThreads() {
    int accounts = 64;
    IntStream.range(0, accounts).forEach(i -> map.put(i, 10));
    try (Threads threads = new Threads()) {
      for (int t = 0; t < 2; t++) {
        Random random = new Random(t);
        threads.start(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                move(random.nextInt(accounts), random.nextInt(2 * accounts));
              }
            });
      }
      threads.start(
          () -> {
            for (int i = 0; i < 500; i++) {
              assertThat(sum(map.snapshot())).isEqualTo(10 * accounts);
              assertThat(sum(map)).isEqualTo(10 * accounts);
            }
          });
    }
  }

  private static int sum(Map<Integer, Integer> money) {
    return money.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void move(int from, int to) {
    Transaction.dosync(
        () -> {
          Integer amount = map.remove(from);
          if (amount != null) {
            map.merge(to, amount, Integer::sum);
          }
        });
  }
}
