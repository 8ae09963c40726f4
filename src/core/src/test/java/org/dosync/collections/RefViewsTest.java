package org.dosync.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dosync.RetryLimitException;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The views of a {@link RefMap}: of one moment, and all or nothing. */
@Timeout(60)
class RefViewsTest {

  private final RefMap<Integer, Integer> map = new RefMap<>();
  private final RefQueue<Integer> queue = new RefQueue<>();
  private final AtomicInteger calls = new AtomicInteger();

  RefViewsTest() {
    IntStream.range(0, 10).forEach(i -> map.put(i, i));
  }

  /** Says yes, and throws when it is asked for the sixth time. */
  private boolean yesUntilTheSixth() {
    if (calls.incrementAndGet() == 6) {
      throw new IllegalStateException("no");
    }
    return true;
  }

  /** What it holds depends on who asks when. */
  private final class Others extends AbstractCollection<Object> {
    private final boolean holds;

    Others(boolean holds) {
      this.holds = holds;
    }

    @Override
    public boolean contains(Object other) {
      return yesUntilTheSixth() == holds;
    }

    @Override
    public Iterator<Object> iterator() {
      throw new AssertionError("larger than what it is taken from");
    }

    @Override
    public int size() {
      return 1_000;
    }
  }

  /** Tells whether it is looked at in a transaction. */
  private static final class Looked extends AbstractSet<Object> {
    private final AtomicInteger outside = new AtomicInteger();
    private final Set<?> elements;

    Looked(Set<?> elements) {
      this.elements = elements;
    }

    @Override
    public Iterator<Object> iterator() {
      outside.addAndGet(Transaction.isRunning() ? 0 : 1);
      return List.<Object>copyOf(elements).iterator();
    }

    @Override
    public int size() {
      outside.addAndGet(Transaction.isRunning() ? 0 : 1);
      return elements.size();
    }
  }

  /** Two collections of refs are compared as they are at one moment, and not each at its own. */
  @Test
  void whatIsComparedIsReadInTheSameTransaction() {
    RefSet<Integer> set = new RefSet<>();
    set.addAll(map.keySet());
    for (Set<?> one : List.of(set, map.keySet(), map.entrySet())) {
      Looked looked = new Looked(one);
      assertThat(one.equals(looked)).isTrue();
      assertThat(looked.outside).hasValue(0);
    }
    Looked entries = new Looked(map.entrySet());
    Map<Integer, Integer> looked =
        new AbstractMap<>() {
          @Override
          @SuppressWarnings({"unchecked", "rawtypes"})
          public Set<Map.Entry<Integer, Integer>> entrySet() {
            return (Set) entries;
          }
        };
    assertThat(map.equals(looked)).isTrue();
    assertThat(entries.outside).hasValue(0);
  }

  @Test
  void whatIsKeptOfAQueueMustBeSaid() {
    assertThatThrownBy(() -> queue.retainAll(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void longQueueIsToldOfByItsLength() {
    IntStream.range(0, 100_000).forEach(queue::add);
    TransactionOptions once = Transaction.options().maxRetries(0);
    assertThatThrownBy(
            () ->
                once.dosync(
                    () -> {
                      queue.add(1);
                      queue.poll();
                      CompletableFuture.runAsync(() -> queue.add(2)).join();
                    }))
        .isInstanceOf(RetryLimitException.class)
        .hasMessageContaining(" elements");
  }

  private interface Bulk {
    void run(RefViewsTest test, Collection<?> view);
  }

  static List<Arguments> removals() {
    return List.of(
        Arguments.of("removeIf", (Bulk) (t, view) -> view.removeIf(any -> t.yesUntilTheSixth())),
        Arguments.of("removeAll", (Bulk) (t, view) -> view.removeAll(t.new Others(true))),
        Arguments.of("retainAll", (Bulk) (t, view) -> view.retainAll(t.new Others(false))));
  }

  private List<Collection<?>> views() {
    return List.of(map.keySet(), map.values(), map.entrySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("removals")
  void removalThatThrowsHasRemovedNothing(String name, Bulk bulk) {
    for (Collection<?> view : views()) {
      calls.set(0);
      assertThatThrownBy(() -> bulk.run(this, view)).hasMessage("no");
      assertThat(map).hasSize(10);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("removals")
  void removalThatDoesNotThrowRemoves(String name, Bulk bulk) {
    for (Collection<?> view : views()) {
      calls.set(100);
      map.put(1, 1);
      bulk.run(this, view);
      assertThat(map).isEmpty();
    }
  }

  private void raise(int key) {
    map.merge(key, 1, Integer::sum);
  }

  /** Changes a value after it was looked at, once. */
  private <E> Predicate<E> changedAfterTheLook(Predicate<E> condition) {
    return element -> {
      boolean result = condition.test(element);
      if (result && calls.incrementAndGet() == 1) {
        Threads.elsewhere(() -> raise(0));
      }
      return result;
    };
  }

  @Test
  void valuesRemovesNoneThatDoesNotMatch() {
    assertThat(map.values().removeIf(this.<Integer>changedAfterTheLook(value -> value == 0)))
        .isFalse();
    assertThat(map).hasSize(10).containsEntry(0, 1);
  }

  @Test
  void entriesRemoveNoneThatDoesNotMatch() {
    assertThat(
            map.entrySet()
                .removeIf(
                    this.<Map.Entry<Integer, Integer>>changedAfterTheLook(e -> e.getValue() == 0)))
        .isFalse();
    assertThat(map).hasSize(10).containsEntry(0, 1);
  }

  @Test
  void iteratorsOverValuesAndEntriesRemoveWhatTheyHaveShown() {
    Iterator<Integer> values = map.values().iterator();
    Iterator<Map.Entry<Integer, Integer>> entries = map.entrySet().iterator();
    Iterator<Integer> keys = map.keySet().iterator();
    while (values.next() != 0) {}
    while (entries.next().getKey() != 0) {}
    while (keys.next() != 0) {}
    raise(0);

    values.remove();
    entries.remove();
    assertThat(map).containsEntry(0, 1);
    keys.remove();
    assertThat(map).doesNotContainKey(0).hasSize(9);
  }

  @Test
  void whatWasSetInAnEntryIsWhatItsIteratorRemoves() {
    Iterator<Map.Entry<Integer, Integer>> entries = map.entrySet().iterator();
    Map.Entry<Integer, Integer> first = entries.next();
    first.setValue(77);
    assertThat(map).containsEntry(first.getKey(), 77);

    entries.remove();
    assertThat(map).doesNotContainKey(first.getKey());
  }

  /** Adds one between the making of what goes over a collection and the first look at it. */
  private <E> void goesOverTheMomentOfItsMaking(Collection<E> collection, Runnable add, int size) {
    Spliterator<E> made = collection.spliterator();
    add.run();
    AtomicInteger seen = new AtomicInteger();
    made.forEachRemaining(element -> seen.incrementAndGet());
    assertThat(seen).hasValue(size);
  }

  /** Looks while another thread changes and changes. */
  private static void racing(Collection<?> collection, Runnable change, Consumer<Object[]> look) {
    AtomicInteger going = new AtomicInteger(1);
    try (Threads threads = new Threads()) {
      threads.start(
          () -> {
            while (going.get() == 1) {
              change.run();
            }
          });
      try {
        for (int i = 0; i < 3_000; i++) {
          look.accept(collection.stream().toArray());
        }
      } finally {
        going.set(0);
      }
    }
  }

  @Test
  void streamsSeeOneMoment() {
    Runnable more = () -> map.put(map.size(), 0);
    for (Collection<?> view : views()) {
      goesOverTheMomentOfItsMaking(view, more, map.size());
    }
    assertThat(map.keySet().spliterator().hasCharacteristics(Spliterator.DISTINCT)).isTrue();
    assertThat(map.entrySet().spliterator().hasCharacteristics(Spliterator.DISTINCT)).isTrue();
    RefSet<Integer> set = new RefSet<>(map.keySet());
    goesOverTheMomentOfItsMaking(set, () -> set.add(-1), set.size());
    queue.addAll(map.keySet());
    goesOverTheMomentOfItsMaking(queue, () -> queue.add(-1), queue.size());
  }

  private void putOrRemove() {
    if (map.remove(50) == null) {
      map.put(50, 50);
    }
  }

  @Test
  void streamsDoNotMindChanges() {
    for (Collection<?> view : views()) {
      racing(view, this::putOrRemove, array -> assertThat(array).hasSizeBetween(10, 11));
    }
  }

  @Test
  void streamsOfSetsAndQueuesDoNotMindChanges() {
    RefSet<Integer> set = new RefSet<>();
    racing(
        set,
        () -> {
          set.add(1);
          set.remove(1);
        },
        array -> assertThat(array).hasSizeBetween(0, 1));
    racing(
        queue,
        () -> {
          queue.offer(1);
          queue.poll();
        },
        array -> assertThat(array).hasSizeBetween(0, 1));
  }

  @Test
  void entriesOfStreamsCanBeSet() {
    map.entrySet().stream().forEach(entry -> entry.setValue(-1));
    assertThat(map.values()).containsOnly(-1);
  }

  /** One and two; while somebody goes over it, one becomes two. */
  private final class OneBecomesTwo extends AbstractSet<Integer> {
    @Override
    public Iterator<Integer> iterator() {
      return IntStream.of(1, 2).boxed().peek(this::move).iterator();
    }

    private void move(int next) {
      if (next == 2 && calls.incrementAndGet() == 1) {
        Threads.elsewhere(() -> oneBecomesTwo());
      }
    }

    @Override
    public int size() {
      return 2;
    }
  }

  private void oneBecomesTwo() {
    map.remove(1);
    map.put(2, 2);
    queue.poll();
    queue.offer(2);
  }

  private boolean whileOneBecomesTwo(Predicate<Set<Integer>> look) {
    calls.set(0);
    map.clear();
    map.putAll(Map.of(1, 1, 3, 3));
    queue.clear();
    queue.offer(1);
    return look.test(new OneBecomesTwo());
  }

  @Test
  void containsAllAndEqualsSeeOneMoment() {
    List<Predicate<Set<Integer>>> looks =
        List.of(
            asked -> map.keySet().containsAll(asked),
            asked -> map.values().containsAll(asked),
            asked -> map.keySet().equals(asked),
            asked -> queue.containsAll(asked));
    assertThat(looks.stream().map(this::whileOneBecomesTwo)).containsOnly(false);
    assertThat(map.entrySet()).isEqualTo(map.snapshot().entrySet());
    assertThat(map.entrySet()).hasSameHashCodeAs(map.snapshot().entrySet());
  }

  @Test
  void nullIsNoValue() {
    RefMap<String, Integer> one = new RefMap<>(Map.of("a", 1));
    Map.Entry<String, Integer> absent = new SimpleEntry<>("zz", null);

    assertThat(one.entrySet().contains(absent)).isFalse();
    assertThat(one.entrySet().equals(Set.of(absent))).isFalse();
    assertThat(one.entrySet().containsAll(Set.of(absent))).isFalse();
    assertThat(one.entrySet().remove(absent)).isFalse();
    assertThat(one.keySet().remove(null)).isFalse();
  }

  @Test
  void whatHoldsItselfHasAText() {
    RefMap<Integer, Object> self = new RefMap<>();
    self.put(1, self);
    RefSet<Object> set = new RefSet<>();
    set.add(set);
    RefQueue<Object> line = new RefQueue<>();
    line.add(line);

    assertThat(self.toString()).isEqualTo("{1=(this Map)}");
    assertThat(self.values().toString()).isEqualTo("[{1=(this Map)}]");
    assertThat(set.toString()).isEqualTo("[(this Collection)]");
    assertThat(line.toString()).isEqualTo("[(this Collection)]");
  }

  @Test
  void viewsOfTheWholeMapChangeIt() {
    assertThat(map.keySet().remove(3)).isTrue();
    assertThat(map.keySet().remove(3)).isFalse();
    assertThat(map.values().remove(4)).isTrue();
    assertThat(map.values().remove(4)).isFalse();
    assertThat(map.keySet().removeAll(List.of(5, 6, 60))).isTrue();
    assertThat(map).hasSize(6);
    Transaction.dosync(() -> map.values().clear());
    assertThat(map.keySet()).isEmpty();
  }
}
