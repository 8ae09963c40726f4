package org.dosync.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each collection gives what one of the JDK gives, and holds the same, whatever is done to both: in
 * transactions that nest, that abort in part or as a whole, and that choose another way.
 */
@Timeout(120)
class BesideTheJdkTest {

  private static final int ROUNDS = 300;
  private static final int DEEPEST = 3;

  /** So few that they are met again, so many that they share refs. */
  private static final int ELEMENTS = 60;

  /** One of ours beside one of the JDK, which an undone part gets back as it was. */
  private abstract static class Both<C> {

    private final C ours;
    private C model;

    Both(C ours, C model) {
      this.ours = ours;
      this.model = model;
    }

    abstract C copy(C original);

    /** Something to do to either, with a result that can be compared. */
    abstract Function<C, @Nullable Object> operation(Random dice);

    abstract Object contents(C of);

    void step(Random dice) {
      Function<C, @Nullable Object> operation = operation(dice);
      assertThat(operation.apply(ours)).isEqualTo(operation.apply(model));
    }

    void check() {
      assertThat(contents(ours)).isEqualTo(contents(model));
    }

    /** For what may run again: the engine undoes what it did to ours, and this to the model. */
    Runnable fromHere(Runnable part) {
      C before = copy(model);
      return () -> {
        model = copy(before);
        part.run();
      };
    }
  }

  private static int element(Random dice) {
    return dice.nextInt(ELEMENTS);
  }

  private static Set<Integer> some(Random dice) {
    Set<Integer> some = new HashSet<>();
    dice.ints(dice.nextInt(8), 0, ELEMENTS).forEach(some::add);
    return some;
  }

  private static final class Maps extends Both<Map<Integer, Integer>> {

    Maps() {
      super(new RefMap<>(), new HashMap<>());
    }

    @Override
    Map<Integer, Integer> copy(Map<Integer, Integer> original) {
      return new HashMap<>(original);
    }

    @Override
    Object contents(Map<Integer, Integer> of) {
      return List.of(new HashMap<>(of), of.size(), new HashSet<>(of.keySet()), of.hashCode());
    }

    @Override
    Function<Map<Integer, Integer>, @Nullable Object> operation(Random dice) {
      int key = element(dice);
      int value = element(dice);
      Set<Integer> some = some(dice);
      return switch (dice.nextInt(17)) {
        case 0, 1, 2 -> map -> map.put(key, value);
        case 3 -> map -> map.remove(key);
        case 4 -> map -> map.remove(key, value);
        case 5 -> map -> map.putIfAbsent(key, value);
        case 6 -> map -> map.replace(key, value);
        case 7 -> map -> map.merge(key, value, (a, b) -> a > b ? null : a + b);
        case 8 -> map -> map.compute(key, (same, now) -> now == null ? value : null);
        case 9 -> map -> map.computeIfAbsent(key, same -> value);
        case 10 -> map -> map.keySet().removeAll(some);
        case 11 -> map -> map.values().removeIf(some::contains);
        case 12 -> map -> map.entrySet().removeIf(entry -> entry.getKey() < entry.getValue());
        case 13 -> map -> changed(map, () -> map.replaceAll((same, now) -> now + value));
        case 14 -> map -> map.containsValue(value);
        case 15 -> map -> changed(map, () -> setEach(map, key, value));
        default -> map -> value > 2 ? map.get(key) : changed(map, map::clear);
      };
    }
  }

  private static void setEach(Map<Integer, Integer> map, int key, int value) {
    for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
      if (entry.getKey() % 4 == key % 4) {
        entry.setValue(value);
      }
    }
  }

  private static final class Sets extends Both<Set<Integer>> {

    Sets(Set<Integer> ours) {
      super(ours, new HashSet<>());
    }

    @Override
    Set<Integer> copy(Set<Integer> original) {
      return new HashSet<>(original);
    }

    @Override
    Object contents(Set<Integer> of) {
      return List.of(new HashSet<>(of), of.size(), of.hashCode());
    }

    @Override
    Function<Set<Integer>, @Nullable Object> operation(Random dice) {
      int element = element(dice);
      Set<Integer> some = some(dice);
      return switch (dice.nextInt(9)) {
        case 0, 1, 2 -> set -> set.add(element);
        case 3 -> set -> set.remove(element);
        case 4 -> set -> set.contains(element);
        default -> set -> ofMany(set, element, some);
      };
    }
  }

  private static final class Queues extends Both<Queue<Integer>> {

    Queues() {
      super(new RefQueue<>(), new ArrayDeque<>());
    }

    @Override
    Queue<Integer> copy(Queue<Integer> original) {
      return new ArrayDeque<>(original);
    }

    @Override
    Object contents(Queue<Integer> of) {
      return List.of(new ArrayList<>(of), of.size());
    }

    @Override
    Function<Queue<Integer>, @Nullable Object> operation(Random dice) {
      int element = element(dice);
      Set<Integer> some = some(dice);
      return switch (dice.nextInt(10)) {
        case 0, 1, 2 -> queue -> queue.offer(element);
        case 3, 4 -> Queue::poll;
        case 5 -> Queue::peek;
        case 6 -> queue -> queue.remove(element);
        case 7 -> queue -> everyOther(queue.iterator());
        default -> queue -> ofMany(queue, element, some);
      };
    }
  }

  private static Object ofMany(Collection<Integer> collection, int element, Set<Integer> some) {
    return switch (element % 6) {
      case 0 -> collection.addAll(some);
      case 1 -> collection.removeAll(some);
      case 2 -> collection.removeIf(each -> each % 3 == 0);
      case 3 -> collection.containsAll(some);
      case 4 -> element > 50 ? collection.retainAll(some) : collection.isEmpty();
      default -> element > 55 ? changed(collection, collection::clear) : collection.size();
    };
  }

  private static List<Integer> everyOther(Iterator<Integer> iterator) {
    List<Integer> removed = new ArrayList<>();
    while (iterator.hasNext()) {
      int element = iterator.next();
      if (removed.size() < element % 3) {
        iterator.remove();
        removed.add(element);
      }
    }
    return removed;
  }

  private static boolean changed(Object collection, Runnable change) {
    change.run();
    return collection != null;
  }

  // ---- the transactions

  private static <C> void play(Both<C> both, Random dice, int depth) {
    int steps = 1 + dice.nextInt(6);
    for (int step = 0; step < steps; step++) {
      switch (depth == DEEPEST ? 9 : dice.nextInt(10)) {
        case 0 -> Transaction.dosync(both.fromHere(() -> play(both, dice, depth + 1))::run);
        case 1 -> undone(both, dice, depth);
        case 2 -> chosen(both, dice, depth);
        default -> both.step(dice);
      }
    }
  }

  private static <C> void undone(Both<C> both, Random dice, int depth) {
    Runnable nothingDone = both.fromHere(() -> {});
    Runnable aborted =
        both.fromHere(
            () -> {
              play(both, dice, depth + 1);
              throw new IllegalStateException("abort");
            });
    assertThatThrownBy(() -> Transaction.dosync(aborted::run)).hasMessage("abort");
    nothingDone.run();
  }

  private static <C> void chosen(Both<C> both, Random dice, int depth) {
    Runnable way = both.fromHere(() -> play(both, dice, depth + 1));
    Transaction.dosync(
        () ->
            Transaction.orElse(
                () -> {
                  way.run();
                  return Transaction.retry();
                },
                () -> {
                  way.run();
                  return 0;
                }));
  }

  static Stream<Arguments> games() {
    return LongStream.of(1, 2, 3, System.nanoTime())
        .boxed()
        .flatMap(
            seed ->
                Stream.<Arguments>of(
                    game("RefMap", Maps::new, seed),
                    game("RefSet", () -> new Sets(new RefSet<>()), seed),
                    game("RefQueue", Queues::new, seed)));
  }

  private static Arguments game(String name, Supplier<Both<?>> maker, long seed) {
    return Arguments.of(name, maker, seed);
  }

  @ParameterizedTest(name = "{0}, seed {2}")
  @MethodSource("games")
  void isAsTheOneOfTheJdk(String name, Supplier<Both<?>> maker, long seed) {
    Both<?> both = maker.get();
    Random dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      play(both, dice, 0);
      both.check();
    }
  }
}
