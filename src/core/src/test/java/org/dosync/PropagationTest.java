package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a transaction does about one that runs already, and about there being none. */
@Timeout(60)
class PropagationTest {

  private final Ref<Integer> ref = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private static TransactionOptions with(Propagation propagation) {
    return Transaction.options().name("inner").propagation(propagation);
  }

  private void abortAfter(VoidBody<RuntimeException> body) {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      body.run();
                      throw new ArithmeticException("on purpose");
                    }))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void requiredBeginsATransaction() {
    with(Propagation.REQUIRED).dosync(() -> ref.set(1));
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void requiredJoinsATransaction() {
    abortAfter(() -> with(Propagation.REQUIRED).dosync(() -> ref.set(1)));
    assertThat(ref.deref()).isZero();
  }

  @Test
  void mandatoryJoinsATransaction() {
    abortAfter(() -> with(Propagation.MANDATORY).dosync(() -> ref.set(1)));
    assertThat(ref.deref()).isZero();
  }

  @Test
  void mandatoryThrowsWithoutATransaction() {
    assertThatThrownBy(() -> with(Propagation.MANDATORY).dosync(tries::incrementAndGet))
        .isInstanceOf(NoTransactionException.class)
        .hasMessageContainingAll("No transaction running", "inner", "MANDATORY");
    assertThat(tries).hasValue(0);
  }

  @Test
  void supportsJoinsATransaction() {
    abortAfter(() -> with(Propagation.SUPPORTS).dosync(() -> ref.set(1)));
    assertThat(ref.deref()).isZero();
  }

  @Test
  void supportsRunsOutsideAnyWithoutATransaction() {
    assertThat(with(Propagation.SUPPORTS).dosync(Transaction::isRunning)).isFalse();
  }

  @Test
  void neverRunsOutsideAnyWithoutATransaction() {
    assertThat(with(Propagation.NEVER).dosync(Transaction::isRunning)).isFalse();
  }

  @Test
  void neverThrowsInATransaction() {
    TransactionOptions outer = Transaction.options().name("outer");
    outer.dosync(
        () ->
            assertThatThrownBy(() -> with(Propagation.NEVER).dosync(tries::incrementAndGet))
                .isInstanceOf(DosyncException.class)
                .hasMessageContainingAll("outer", "inner", "NEVER"));
    assertThat(tries).hasValue(0);
  }

  @Test
  void notSupportedSetsATransactionAside() {
    Transaction.dosync(
        () -> {
          ref.set(1);
          with(Propagation.NOT_SUPPORTED)
              .dosync(
                  () -> {
                    assertThat(Transaction.isRunning()).isFalse();
                    assertThat(ref.deref()).isZero();
                    assertThatThrownBy(() -> ref.set(2)).isInstanceOf(NoTransactionException.class);
                  });
          assertThat(ref.deref()).isEqualTo(1);
        });
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void notSupportedTakesTheTransactionUpAgainAfterAnException() {
    Transaction.dosync(
        () -> {
          assertThatThrownBy(() -> with(Propagation.NOT_SUPPORTED).dosync(() -> ref.set(2)))
              .isInstanceOf(NoTransactionException.class);
          ref.set(1);
        });
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void notSupportedRunsOutsideAnyWithoutATransaction() {
    assertThat(with(Propagation.NOT_SUPPORTED).dosync(Transaction::isRunning)).isFalse();
  }

  @Test
  void requiresNewBeginsATransactionIfThereIsNone() {
    with(Propagation.REQUIRES_NEW).dosync(() -> ref.set(1));
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void requiresNewCommitsByItself() {
    abortAfter(
        () -> {
          other.set(1);
          with(Propagation.REQUIRES_NEW)
              .dosync(
                  () -> {
                    assertThat(other.deref()).isZero();
                    ref.set(1);
                  });
          assertThat(other.deref()).isEqualTo(1);
        });
    assertThat(ref.deref()).isEqualTo(1);
    assertThat(other.deref()).isZero();
  }

  @Test
  void requiresNewThatThrowsLeavesTheOuterAsItWas() {
    Transaction.dosync(
        () -> {
          ref.set(1);
          assertThatThrownBy(
                  () ->
                      with(Propagation.REQUIRES_NEW)
                          .dosync(
                              () -> {
                                other.set(1);
                                throw new ArithmeticException("on purpose");
                              }))
              .isInstanceOf(ArithmeticException.class);
        });
    assertThat(ref.deref()).isEqualTo(1);
    assertThat(other.deref()).isZero();
  }

  @Test
  void requiresNewIsRetriedByItself() {
    AtomicInteger inner = new AtomicInteger();
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          other.set(1);
          with(Propagation.REQUIRES_NEW)
              .dosync(
                  () -> {
                    int seen = ref.deref();
                    if (inner.incrementAndGet() == 1) {
                      Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(10)));
                    }
                    ref.set(seen + 1);
                  });
        });
    assertThat(ref.deref()).isEqualTo(11);
    assertThat(tries).hasValue(1);
    assertThat(inner).hasValue(2);
  }

  @Test
  void requiresNewIsAnotherTransactionForTheOuter() {
    Transaction.dosync(
        () -> {
          int seen = ref.deref();
          if (tries.incrementAndGet() == 1) {
            with(Propagation.REQUIRES_NEW).dosync(() -> ref.set(10));
          }
          ref.set(seen + 1);
        });
    assertThat(ref.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
  }

  @Test
  void requiresNewHasItsOwnEffectsAndWatches() {
    List<String> events = new ArrayList<>();
    ref.addWatch("events", (key, reference, before, after) -> events.add("watch"));
    Transaction.dosync(
        () -> {
          Transaction.onCommit(() -> events.add("outer commit"));
          with(Propagation.REQUIRES_NEW)
              .dosync(
                  () -> {
                    Transaction.onCommit(
                        () -> events.add("inner commit, in one: " + Transaction.isRunning()));
                    ref.set(1);
                  });
          events.add("outer goes on, in one: " + Transaction.isRunning());
        });
    assertThat(events)
        .containsExactly(
            "watch", "inner commit, in one: false", "outer goes on, in one: true", "outer commit");
  }

  @Test
  void requiresNewHasItsOwnOptions() {
    Transaction.options()
        .readOnly(true)
        .dosync(() -> with(Propagation.REQUIRES_NEW).dosync(() -> ref.set(1)));
    assertThat(ref.deref()).isEqualTo(1);
  }
}
