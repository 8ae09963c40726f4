package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.orElse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.stream.IntStream;
import org.dosync.Futures;
import org.dosync.Promise;
import org.junit.jupiter.api.Test;

/** What a try leaves behind, in places that are easily overlooked; and what only looks so. */
class LeftBehindTest {

  // ---- containers without an order

  @DosyncTest
  static class AsItWas {

    private final Map<Integer, String> map = new HashMap<>(Map.of(0, "a", 16, "b", 1, "c"));
    private final Set<Object> set = new HashSet<>(List.of(0, 16, 1, List.of(2)));
    private final Set<Integer> concurrent = ConcurrentHashMap.newKeySet();
    private final Collection<Integer> queue = new PriorityQueue<>(List.of(1, 9, 2, 10, 11, 3));

    /** The table grows. */
    private static void comeAndGo(Collection<? super Integer> numbers) {
      for (int i = 100; i < 200; i++) {
        numbers.add(i);
      }
      for (int i = 100; i < 200; i++) {
        numbers.remove(i);
      }
    }

    @Test
    void aMap() {
      dosync(
          () -> {
            for (int i = 100; i < 200; i++) {
              map.put(i, "d");
            }
            map.keySet().removeIf(key -> key >= 100);
          });
    }

    @Test
    void aSet() {
      dosync(() -> comeAndGo(set));
    }

    @Test
    void aConcurrentSet() {
      concurrent.addAll(List.of(0, 16, 1));
      dosync(() -> comeAndGo(concurrent));
    }

    @Test
    void aHeap() {
      dosync(
          () -> {
            queue.remove(9);
            queue.add(9);
          });
    }

    enum Odd {
      ONE {
        @Override
        public String toString() {
          throw new IllegalStateException("on purpose");
        }
      }
    }

    @Test
    void whatHasNoText() {
      Odd odd = Odd.ONE;
      dosync(() -> odd.name());
    }

    @Test
    void aFutureThatHasEnded() {
      CountDownLatch go = new CountDownLatch(1);
      Promise<Integer> slow = Futures.future(() -> go.await(30, TimeUnit.SECONDS) ? 1 : 0);
      dosync(
          () -> {
            go.countDown();
            return slow.deref();
          });
    }

    @Test
    void aSetInAMap() {
      Map<String, Set<Object>> outer = Map.of("set", set);
      dosync(() -> comeAndGo(outer.get("set")));
    }
  }

  @Test
  void notAnotherOrderOfWhatHasNone() {
    assertThat(Tests.failures(AsItWas.class)).isEmpty();
  }

  @DosyncTest
  static class Reordered {
    private final Map<Integer, Integer> map = new LinkedHashMap<>(Map.of(1, 1));
    private final Set<Integer> set = new LinkedHashSet<>(List.of(1, 2));

    @Test
    void aMap() {
      map.put(2, 2);
      dosync(() -> map.put(1, map.remove(1)));
    }

    @Test
    void aSet() {
      dosync(() -> set.remove(1) && set.add(1));
    }
  }

  @Test
  void anotherOrderOfWhatHasOne() {
    assertThat(Tests.failures(Reordered.class))
        .containsExactlyInAnyOrder(
            Tests.message(
                "at LeftBehindTest$Reordered.aMap",
                "Reordered.map was [1=1, 2=2] before the try and [2=2, 1=1] after it"),
            Tests.message(
                "at LeftBehindTest$Reordered.aSet",
                "Reordered.set was [1, 2] before the try and [2, 1] after it"));
  }

  @DosyncTest
  static class Replaced {
    private final Map<Integer, String> map = new HashMap<>(Map.of(1, "a"));
    private final Set<Integer> set = new HashSet<>(Set.of(1));

    @Test
    void aValue() {
      dosync(() -> map.put(1, map.get(1) + "b"));
    }

    @Test
    void anElement() {
      dosync(() -> set.remove(1) && set.add(2));
    }
  }

  @Test
  void asManyElementsButOthers() {
    assertThat(Tests.failures(Replaced.class))
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("Replaced.map was [1=a] before the try and [1=ab] after it"))
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("Replaced.set was [1] before the try and [2] after it"));
  }

  // ---- places that are easily overlooked

  enum Registry {
    INSTANCE {
      @Override
      void add() {
        dosync(
            () -> {
              items.add("b");
            });
      }
    };

    final List<String> items = new ArrayList<>();

    abstract void add();
  }

  /** Its elements and its field. */
  static final class Cart extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    private int total;
  }

  static final class Inner {
    private int number;
  }

  static final class Holder {
    private final Inner inner = new Inner();
  }

  /** What changes is further away than all of its contents. */
  static final class Full {
    private final Object contents;
    private final Holder holder = new Holder();

    Full(Object contents) {
      this.contents = contents;
    }

    void set(int number) {
      holder.inner.number = number;
    }

    @Override
    public String toString() {
      return "full of " + contents;
    }
  }

  @DosyncTest
  static class Overlooked {

    @Test
    void anArrayOfReferences() {
      AtomicReferenceArray<String> array = new AtomicReferenceArray<>(new String[] {"a"});
      dosync(() -> array.set(0, "b"));
    }

    @Test
    void aStampedReference() {
      AtomicStampedReference<String> reference = new AtomicStampedReference<>("a", 0);
      dosync(() -> reference.set("a", 1));
    }

    @Test
    void aMarkableReference() {
      AtomicMarkableReference<String> reference = new AtomicMarkableReference<>("a", false);
      dosync(() -> reference.set("b", true));
    }

    @Test
    void anEnum() {
      Registry.INSTANCE.items.clear();
      Registry.INSTANCE.add();
    }

    @Test
    void anEnumThatIsCaptured() {
      Registry.INSTANCE.items.clear();
      Registry registry = Registry.INSTANCE;
      dosync(() -> registry.items.add("b"));
    }

    @Test
    void aFieldOfACollection() {
      Cart cart = new Cart();
      dosync(
          () -> {
            cart.total++;
          });
    }

    @Test
    void theFirstOfTwoWays() {
      List<String> list = new ArrayList<>();
      orElse(() -> list.add("b"), () -> false);
    }

    @Test
    void behindAnArrayOfMoreNumbersThanObjectsAreLookedAt() {
      Full full = new Full(IntStream.range(1_000, 21_000).toArray());
      dosync(() -> full.set(1));
    }

    @Test
    void behindAListOfMoreTextsThanObjectsAreLookedAt() {
      Full full = new Full(IntStream.range(0, 20_000).mapToObj(Integer::toString).toList());
      dosync(() -> full.set(2));
    }

    @Test
    void oneOfVeryManyNumbers() {
      byte[] numbers = new byte[20_000_000];
      dosync(
          () -> {
            numbers[0]++;
          });
    }

    @Test
    void anArraySixDeep() {
      int[][][][][][] array = {{{{{{0}}}}}};
      dosync(
          () -> {
            array[0][0][0][0][0][0]++;
          });
    }

    @Test
    void aMapElevenDeep() {
      Map<Integer, Object> map = new HashMap<>();
      for (int depth = 0; depth < 10; depth++) {
        map = new HashMap<>(Map.of(0, map));
      }
      Object outermost = map;
      dosync(() -> putInside(outermost));
    }

    @SuppressWarnings("unchecked")
    private static void putInside(Object outermost) {
      Map<Integer, Object> map = (Map<Integer, Object>) outermost;
      while (map.get(0) instanceof Map<?, ?> inner) {
        map = (Map<Integer, Object>) inner;
      }
      map.put(1, "b");
    }
  }

  private static String shown(int first) {
    return ("[" + first + ", 0".repeat(30)).substring(0, 80) + "...";
  }

  @Test
  void whateverElseABodyChanges() {
    assertThat(Tests.failures(Overlooked.class))
        .map(message -> message.split("\n", -1)[2])
        .containsExactlyInAnyOrder(
            "  - the AtomicReferenceArray it uses was [a] before the try and [b] after it",
            "  - the AtomicStampedReference it uses was [a, 0] before the try and [a, 1] after it",
            "  - the AtomicMarkableReference it uses was [a, false] before the try and [b, true]"
                + " after it",
            "  - Registry.items was [] before the try and [b] after it",
            "  - Registry.items was [] before the try and [b] after it",
            "  - the ArrayList it uses was [] before the try and [b] after it",
            "  - Cart.total was 0 before the try and 1 after it",
            "  - Inner.number was 0 before the try and 1 after it",
            "  - Inner.number was 0 before the try and 2 after it",
            "  - the byte[] it uses was "
                + shown(0)
                + " before the try and "
                + shown(1)
                + " after it",
            "  - the int[][] it uses was [[0]] before the try and [[1]] after it",
            "  - the HashMap it uses was [0=[0=[]]] before the try and [0=[0=[1=b]]] after it");
  }
}
