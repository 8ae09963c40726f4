package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.Transaction.dosync;

import java.util.AbstractList;
import java.util.List;
import org.dosync.Ref;
import org.dosync.collections.RefArray;
import org.dosync.collections.RefMap;
import org.dosync.collections.RefQueue;
import org.dosync.collections.RefSet;
import org.junit.jupiter.api.Test;

/** Whoever looks at what a body uses may run transactions by that, and they are not looked at. */
class TransactionsOfLookersTest {

  @DosyncTest
  static class Collections {
    private final RefMap<Integer, String> map = new RefMap<>();
    private final RefSet<Integer> set = new RefSet<>();
    private final RefQueue<Integer> queue = new RefQueue<>();
    private final RefArray<Integer> array = RefArray.of(2, 0);

    @Test
    void inTransactions() {
      map.put(0, "old");
      int size =
          dosync(
              () -> {
                for (int i = 0; i < 100; i++) {
                  map.put(i, "new");
                  queue.add(i);
                  set.add(i);
                }
                map.remove(99);
                array.ref(1).set(1);
                return map.size() + queue.size() + set.size();
              });
      assertThat(size).isEqualTo(299);
    }

    @Test
    void withoutThem() {
      map.put(0, "old");
      set.add(1);
      queue.add(1);
      map.merge(0, "new", String::concat);
      assertThat(map).hasToString("{0=oldnew}");
    }

    @Test
    void thatAreMadeInATry() {
      Ref<Object> last = Ref.of("");
      dosync(
          () -> {
            RefMap<Integer, Integer> made = new RefMap<>();
            made.put(1, 1);
            return last.set(List.of(made));
          });
      assertThat(last.deref()).hasToString("[{1=1}]");
    }
  }

  @Test
  void notCollectionsOfRefs() {
    assertThat(Tests.failures(Collections.class)).isEmpty();
  }

  /** A user's own collection of that kind. */
  static final class Seats extends AbstractList<Integer> {
    private final Ref<Integer> taken = Ref.of(0);

    @Override
    public Integer get(int index) {
      return dosync(() -> taken.deref() + size());
    }

    @Override
    public int size() {
      return dosync(() -> taken.deref());
    }
  }

  @DosyncTest
  static class OwnCollection {
    @Test
    void isChanged() {
      Seats seats = new Seats();
      dosync(() -> seats.taken.set(seats.size() + 1));
      assertThat(seats).containsExactly(2);
    }
  }

  @Test
  void notAnOwnCollection() {
    assertThat(Tests.failures(OwnCollection.class)).isEmpty();
  }
}
