package org.dosync.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A collection has what it begins with wherever it is made, as a ref has its first value. */
@Timeout(60)
class MadeAnywhereTest {

  private enum Made {
    MAP(() -> new RefMap<>(Map.of(1, 1)).keySet()),
    SET(() -> new RefSet<>(List.of(1))),
    QUEUE(() -> new RefQueue<>(List.of(1)));

    final Supplier<Iterable<Integer>> maker;

    Made(Supplier<Iterable<Integer>> maker) {
      this.maker = maker;
    }
  }

  @ParameterizedTest
  @EnumSource
  void inAReadOnlyTransaction(Made made) {
    assertThat(Transaction.options().readOnly(true).dosync(made.maker::get)).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void inAFunctionGivenToCommute(Made made) {
    Ref<Iterable<Integer>> ref = Ref.of(List.of());
    Transaction.dosync(() -> ref.commute(before -> made.maker.get()));
    assertThat(ref.deref()).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void inATransactionThatAborts(Made made) {
    AtomicReference<Iterable<Integer>> fresh = new AtomicReference<>(List.of());
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      fresh.set(made.maker.get());
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(fresh.get()).containsExactly(1);
  }

  /** Of a collection of refs it takes what the transaction sees. */
  @Test
  void outOfWhatATransactionHasChanged() {
    RefMap<Integer, Integer> map = new RefMap<>();
    Transaction.dosync(
        () -> {
          map.put(1, 2);
          assertThat(new RefMap<>(map)).isEqualTo(Map.of(1, 2));
          assertThat(new RefSet<>(map.keySet())).containsExactly(1);
          assertThat(new RefQueue<>(map.values())).containsExactly(2);
        });
  }

  @Test
  void withAsManyAsThereAre() {
    Map<Integer, Integer> many = new HashMap<>();
    IntStream.range(0, 10_000).forEach(i -> many.put(i * 0x10001, i));
    RefMap<Integer, Integer> map = new RefMap<>(many);
    assertThat(map).isEqualTo(many);
    many.forEach((key, value) -> assertThat(map.remove(key)).isEqualTo(value));
    assertThat(map).isEmpty();

    assertThat(new RefSet<>(List.of(3, 1, 3))).containsExactlyInAnyOrder(1, 3);
    RefQueue<Integer> queue = new RefQueue<>(List.of(3, 1, 3));
    queue.add(2);
    assertThat(new ArrayList<>(queue)).containsExactly(3, 1, 3, 2);
    assertThat(queue).hasSize(4);
    assertThat(new RefQueue<>(List.of())).isEmpty();
  }

  /** A map of another kind may have keys twice. */
  @Test
  void withOneMappingForEachKey() {
    Map<String, Integer> twice = new IdentityHashMap<>();
    twice.put(new String("a"), 1);
    twice.put(new String("a"), 1);
    assertThat(twice).hasSize(2);
    assertThat(new RefMap<>(twice)).hasSize(1);
  }

  @Test
  void withoutNulls() {
    assertThatThrownBy(() -> new RefMap<>(Collections.singletonMap(null, 1)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new RefMap<>(Collections.singletonMap(1, null)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new RefSet<>(Arrays.asList(1, null)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new RefQueue<>(Arrays.asList(1, null)))
        .isInstanceOf(NullPointerException.class);
  }

  /** Such as one that counts who looks. */
  @Test
  void ofACollectionThatChangesARefWhenItIsWalked() {
    Ref<Integer> looks = Ref.of(0);
    Set<Integer> counting =
        new AbstractSet<>() {
          @Override
          public Iterator<Integer> iterator() {
            Transaction.dosync(() -> looks.alter(n -> n + 1));
            return List.of(1).iterator();
          }

          @Override
          public int size() {
            return 1;
          }
        };
    assertThat(new RefQueue<>(counting)).containsExactly(1);
    assertThat(new RefSet<>(counting)).containsExactly(1);
    assertThat(new RefMap<>(mapOf(counting))).containsExactly(Map.entry(1, 1));
    assertThat(looks.deref()).isEqualTo(3);
  }

  private static Map<Integer, Integer> mapOf(Set<Integer> keys) {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<Integer, Integer>> entrySet() {
        Set<Entry<Integer, Integer>> entries = new HashSet<>();
        keys.forEach(key -> entries.add(Map.entry(key, key)));
        return entries;
      }

      @Override
      public int size() {
        return keys.size();
      }
    };
  }
}
