package org.dosync.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;

class RefArrayTest {

  private final RefArray<Integer> array = RefArray.of(3, 0);

  @Test
  void isARowOfRefs() {
    Transaction.dosync(
        () -> {
          array.ref(0).set(1);
          array.ref(2).commute(n -> n + 2);
        });
    assertThat(array.snapshot()).containsExactly(1, 0, 2);
    assertThat(array).hasToString("[1, 0, 2]");
    assertThat(array.length()).isEqualTo(3);
    assertThat(RefArray.copyOf(List.of("a", "b")).snapshot()).containsExactly("a", "b");
  }

  @Test
  void differentIndexesDoNotConflict() {
    AtomicInteger tries = new AtomicInteger();
    Transaction.dosync(
        () -> {
          array.ref(0).alter(n -> n + 1);
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> array.ref(1).alter(n -> n + 1)));
          }
        });
    assertThat(tries).hasValue(1);
    assertThat(array.snapshot()).containsExactly(1, 1, 0);
  }

  @Test
  void badIndexesAndLengthsAreRefused() {
    assertThatThrownBy(() -> array.ref(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> RefArray.of(-1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneThatHoldsItselfHasAText() {
    RefArray<Object> self = RefArray.of(2, "a");
    Transaction.dosync(() -> self.ref(1).set(self));
    assertThat(self.toString()).isEqualTo("[a, (this array)]");
  }
}
