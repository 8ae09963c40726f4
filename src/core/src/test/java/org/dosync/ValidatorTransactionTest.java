package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Validators are asked about what a transaction would commit, before anything is changed. */
@Timeout(60)
class ValidatorTransactionTest {

  private final Ref<Integer> ref = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void onlyTheFinalValueCounts() {
    ref.setValidator(n -> n < 10);
    Transaction.dosync(
        () -> {
          ref.set(70);
          Transaction.dosync(() -> ref.alter(n -> n + 1));
          ref.set(7);
        });
    assertThat(ref.deref()).isEqualTo(7);
  }

  @Test
  void aRefusalChangesNothingAndRunsTheAbortHooks() {
    AtomicInteger aborted = new AtomicInteger();
    AtomicInteger committed = new AtomicInteger();
    ref.setValidator(n -> n < 10);
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      Transaction.onAbort(aborted::incrementAndGet);
                      Transaction.onCommit(committed::incrementAndGet);
                      tries.incrementAndGet();
                      other.set(1);
                      ref.alter(n -> n + 10);
                    }))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageStartingWith("Invalid reference state");
    assertThat(List.of(ref.deref(), other.deref())).containsOnly(0);
    assertThat(List.of(tries.get(), aborted.get(), committed.get())).containsExactly(1, 1, 0);
    Transaction.dosync(() -> ref.set(9));
    assertThat(ref.deref()).isEqualTo(9);
  }

  @Test
  void anUndoneChangeIsNotAskedAbout() {
    ref.setValidator(n -> n == 0);
    Transaction.dosync(
        () ->
            Transaction.<Void, RuntimeException>orElse(
                () -> {
                  ref.set(70);
                  return Transaction.retry();
                },
                () -> null));
    assertThat(ref.deref()).isZero();
  }

  /** While it runs others may change the very same refs. */
  @Test
  void noLockIsHeldWhileAValidatorRuns() {
    ref.setValidator(
        n -> {
          if (tries.get() == 1 && n == 1) {
            Threads.elsewhere(() -> Transaction.options().maxRetries(0).dosync(this::addTenToBoth));
          }
          return true;
        });
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          ref.alter(n -> n + 1);
          other.alter(n -> n + 1);
        });
    assertThat(List.of(ref.deref(), other.deref())).containsOnly(11);
    assertThat(tries).hasValue(2);
  }

  private void addTenToBoth() {
    ref.alter(n -> n + 10);
    other.alter(n -> n + 10);
  }

  @Test
  void aValueThatIsComputedAgainIsAskedAboutAgain() {
    ref.setValidator(
        n -> {
          asked.add(n);
          if (n == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(10)));
          }
          return n < 11;
        });
    asked.clear();
    assertThatThrownBy(() -> Transaction.dosync(() -> ref.commute(n -> n + 1)))
        .isInstanceOf(InvalidStateException.class);
    assertThat(asked).containsExactly(1, 10, 11);
    assertThat(ref.deref()).isEqualTo(10);
  }

  /** An invariant over two refs: what the validator has read must still hold at the commit. */
  @Test
  void whatAValidatorReadsIsValidatedAtTheCommit() {
    ref.setValidator(
        n -> {
          boolean accepted = n + other.deref() <= 10;
          if (tries.incrementAndGet() == 2) {
            Threads.elsewhere(() -> Transaction.dosync(() -> other.set(8)));
          }
          return accepted;
        });
    assertThatThrownBy(() -> Transaction.dosync(() -> ref.set(5)))
        .isInstanceOf(InvalidStateException.class);
    assertThat(List.of(ref.deref(), other.deref())).containsExactly(0, 8);
  }

  /** The refs were bare when they were changed, and more than a scan takes. */
  @Test
  void aValidatorSetBeforeTheCommitIsAskedAndSeesTheOtherRefsAsTheyWillBe() {
    List<Ref<Integer>> bare = IntStream.range(0, 20).mapToObj(i -> Ref.of(0)).toList();
    Ref<Integer> last = bare.get(19);
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      bare.forEach(each -> each.set(1));
                      Threads.elsewhere(() -> last.setValidator(n -> n == 0 || isSum(bare, 19)));
                    }))
        .isInstanceOf(InvalidStateException.class);
    assertThat(isSum(bare, 0)).isTrue();
    Transaction.dosync(
        () -> {
          bare.forEach(each -> each.set(1));
          last.setValidator(n -> n == 0 || isSum(bare, 20));
        });
    assertThat(isSum(bare, 20)).isTrue();
  }

  private static boolean isSum(List<Ref<Integer>> refs, int expected) {
    return refs.stream().mapToInt(Ref::deref).sum() == expected;
  }

  @Test
  void aValidatorCannotChangeRefs() {
    Ref<Integer> validated = Ref.of(0);
    validated.setValidator(n -> n == 0 || other.set(n) > 0);
    assertThatThrownBy(() -> Transaction.dosync(() -> validated.set(1)))
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("may only read");
    assertThat(List.of(validated.deref(), other.deref())).containsOnly(0);
  }

  @Test
  void anInvariantHoldsBesideManyTransactions() {
    ref.setValidator(n -> n >= 0 && n <= 3);
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 2_500; i++) {
                changeBy(index % 2 == 0 ? 1 : -1);
                assertThat(ref.deref()).isBetween(0, 3);
              }
            });
    assertThat(ref.deref()).isEqualTo(other.deref());
  }

  private void changeBy(int step) {
    try {
      Transaction.dosync(
          () -> {
            ref.alter(n -> n + step);
            other.alter(n -> n + step);
          });
    } catch (InvalidStateException expected) {
      // full or empty
    }
  }
}
