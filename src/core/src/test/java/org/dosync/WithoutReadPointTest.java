package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions that begin with changes: they leave the clock alone as long as that pays. */
@Timeout(60)
class WithoutReadPointTest {

  private static final TransactionOptions SEPARATE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  private static final RuntimeException FAILURE = new RuntimeException("on purpose");

  private final List<Ref<Integer>> refs = Stream.generate(() -> Ref.of(0)).limit(5).toList();
  private final Ref<Integer> changed = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private static void increment(Ref<Integer> ref) {
    ref.alter(n -> n + 1);
  }

  private static boolean leavesTheClockAlone(Runnable body) {
    return Transaction.dosync(
        () -> {
          body.run();
          return Current.required("look").hasOnlyChanged();
        });
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "4,true", "5,false"})
  void altersOfFewRefsLeaveTheClockAlone(int count, boolean alone) {
    assertThat(leavesTheClockAlone(() -> refs.subList(0, count).forEach(r -> increment(r))))
        .isEqualTo(alone);
  }

  @Test
  void setsLeaveTheClockAlone() {
    assertThat(leavesTheClockAlone(() -> refs.forEach(ref -> ref.set(1)))).isTrue();
  }

  @Test
  void whoeverReadsDoesNot() {
    assertThat(leavesTheClockAlone(() -> refs.get(1).set(refs.get(0).deref() + 1))).isFalse();
    assertThat(leavesTheClockAlone(() -> refs.get(0).alter(n -> refs.get(1).deref()))).isFalse();
    assertThat(leavesTheClockAlone(() -> refs.get(1).set(refs.get(0).ensure()))).isFalse();
  }

  @Test
  void manyFewRefsAtATimeAddUp() {
    IntStream.range(0, 100)
        .forEach(i -> Transaction.dosync(() -> refs.forEach(WithoutReadPointTest::increment)));
    assertThat(refs).allSatisfy(ref -> assertThat(ref.deref()).isEqualTo(100));
  }

  /** Begins so, another transaction changes what it has seen, and it ends up changing nothing. */
  private void thenOnlyReads(Runnable beginning) {
    Transaction.options()
        .maxRetries(0)
        .dosync(
            () -> {
              tries.incrementAndGet();
              beginning.run();
              refs.get(1).deref();
              SEPARATE.dosync(() -> increment(changed));
              refs.get(2).deref();
            });
    assertThat(tries).hasValue(1);
  }

  private void alterAndUndo() {
    try {
      Transaction.dosync(
          () -> {
            increment(changed);
            throw FAILURE;
          });
    } catch (RuntimeException expected) {
      assertThat(expected).isSameAs(FAILURE);
    }
  }

  @Test
  void whatHasEnsuredAndThenOnlyReadsIsNotLost() {
    thenOnlyReads(changed::ensure);
  }

  @Test
  void whatHasUndoneItsChangeAndThenOnlyReadsIsNotLost() {
    thenOnlyReads(this::alterAndUndo);
  }

  @Test
  void whatHasLeftABranchAndThenOnlyReadsIsNotLost() {
    thenOnlyReads(
        () ->
            Transaction.orElse(
                () -> {
                  increment(changed);
                  return Transaction.retry();
                },
                () -> refs.get(3).deref()));
  }

  @Test
  void whatIsOvertakenBeforeItReadsCountsAsLost() {
    TransactionOptions options = Transaction.options().maxRetries(3);
    assertThatThrownBy(
            () ->
                options.dosync(
                    () -> {
                      tries.incrementAndGet();
                      alterAndUndo();
                      SEPARATE.dosync(() -> increment(changed));
                      refs.get(1).deref();
                    }))
        .isInstanceOf(RetryLimitException.class);
    assertThat(tries).hasValue(4);
  }
}
