package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two transactions change two refs; readers must agree which of the changes came first. */
@Timeout(60)
class LongForkTest {

  private record Seen(int left, int right) {}

  private final Ref<Integer> left = Ref.of(0);
  private final Ref<Integer> right = Ref.of(0);

  private Seen read() {
    return new Seen(left.deref(), right.deref());
  }

  @ParameterizedTest
  @EnumSource
  void whoMissesTheFirstOfTwoCommitsMissesTheSecondAsWell(TransactionKind kind) {
    boolean[] first = {true};
    Seen seen =
        kind.options.dosync(
            () -> {
              int seenLeft = left.deref();
              if (first[0]) {
                first[0] = false;
                Threads.elsewhere(() -> Transaction.dosync(() -> left.set(1)));
                Threads.elsewhere(() -> Transaction.dosync(() -> right.set(1)));
              }
              return new Seen(seenLeft, right.deref());
            });
    assertThat(seen).isIn(new Seen(0, 0), new Seen(1, 1));
  }

  @ParameterizedTest
  @EnumSource
  void allReadersSeeTwoIndependentWritersInOneOrder(TransactionKind kind) {
    AtomicBoolean done = new AtomicBoolean();
    List<Seen> one = new ArrayList<>();
    List<Seen> other = new ArrayList<>();
    Threads.together(
        List.of(
            () -> count(left, done),
            () -> count(right, done),
            () -> watch(kind, one, done),
            () -> watch(kind, other, done)));
    one.addAll(other);
    assertThatOneIsAlwaysAheadOfTheOther(one);
  }

  private static void count(Ref<Integer> ref, AtomicBoolean done) {
    while (!done.get()) {
      Transaction.dosync(() -> ref.alter(n -> n + 1));
    }
  }

  private void watch(TransactionKind kind, List<Seen> into, AtomicBoolean done) {
    try {
      for (int i = 0; i < 10_000; i++) {
        into.add(kind.options.dosync(this::read));
      }
    } finally {
      done.set(true);
    }
  }

  private static void assertThatOneIsAlwaysAheadOfTheOther(List<Seen> seen) {
    Collections.sort(seen, Comparator.comparingInt(Seen::left).thenComparingInt(Seen::right));
    int right = 0;
    for (Seen each : seen) {
      assertThat(each.right).as("order of %s", each).isGreaterThanOrEqualTo(right);
      right = each.right;
    }
  }
}
