package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction in a transaction is part of it, and is all or nothing by itself. */
@Timeout(60)
class NestedTransactionTest {

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Ref<Integer> ref = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> events = new ArrayList<>();

  /** Runs a nested transaction that throws in the end, and catches that. */
  private static void undone(VoidBody<RuntimeException> body) {
    Throwable thrown =
        catchThrowable(
            () ->
                Transaction.dosync(
                    () -> {
                      body.run();
                      throw new Refused();
                    }));
    if (thrown instanceof Error signal) {
      throw signal;
    }
    assertThat(thrown).isInstanceOf(Refused.class);
  }

  private void elsewhereInTheFirstTry(Threads.Task task) {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(task);
    }
  }

  @Test
  void itSeesWhatTheOuterHasWrittenAndTheOuterWhatItHas() {
    int result =
        Transaction.dosync(
            () -> {
              ref.set(1);
              int inner =
                  Transaction.dosync(
                      () -> {
                        other.set(ref.deref() + 1);
                        return 10;
                      });
              return inner + other.deref();
            });
    assertThat(result).isEqualTo(12);
    assertThat(other.deref()).isEqualTo(2);
  }

  @Test
  void itCommitsWithTheOuterOnly() {
    Transaction.dosync(
        () -> {
          Transaction.dosync(() -> ref.set(1));
          Threads.elsewhere(() -> assertThat(ref.deref()).isZero());
        });
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void itIsUndoneIfTheOuterThrows() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      Transaction.dosync(() -> ref.set(1));
                      throw new Refused();
                    }))
        .isInstanceOf(Refused.class);
    assertThat(ref.deref()).isZero();
  }

  @Test
  void itIsRunAgainWithTheOuter() {
    Transaction.dosync(
        () ->
            Transaction.dosync(
                () -> {
                  int seen = ref.deref();
                  elsewhereInTheFirstTry(() -> Transaction.dosync(() -> ref.set(10)));
                  ref.set(seen + 1);
                }));
    assertThat(ref.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatThrowsIsUndoneAndTheOuterGoesOn(Isolation isolation) {
    Ref<Integer> blind = Ref.of(0);
    Ref<Integer> fresh = Ref.of(0);
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              ref.alter(n -> n + 1);
              blind.set(1);
              undone(
                  () -> {
                    ref.alter(n -> n + 10);
                    blind.set(10);
                    other.set(10);
                    fresh.alter(n -> n + 10);
                  });
              assertThat(values(List.of(ref, blind, other, fresh))).containsExactly(1, 1, 0, 0);
              fresh.alter(n -> n + 3);
            });
    assertThat(values(List.of(ref, blind, other, fresh))).containsExactly(1, 1, 0, 3);
  }

  private static List<Integer> values(List<Ref<Integer>> refs) {
    return refs.stream().map(Ref::deref).toList();
  }

  @Test
  void whatIsUndoneIsNotWritten() {
    List<Integer> changes = new ArrayList<>();
    ref.addWatch("changes", (key, reference, before, after) -> changes.add(after));
    Transaction.dosync(() -> undone(() -> ref.set(5)));
    assertThat(changes).isEmpty();
  }

  @Test
  void anExceptionPassesUnchanged() {
    Refused refused = new Refused();
    Transaction.dosync(
        () ->
            assertThatThrownBy(
                    () ->
                        Transaction.dosync(
                            () -> {
                              throw refused;
                            }))
                .isSameAs(refused));
  }

  @Test
  void severalLevelsAreUndoneOneByOne() {
    Transaction.dosync(
        () -> {
          ref.set(1);
          undone(
              () -> {
                ref.set(2);
                undone(() -> ref.set(3));
                assertThat(ref.deref()).isEqualTo(2);
                Transaction.dosync(() -> ref.set(4));
                assertThat(ref.deref()).isEqualTo(4);
              });
          assertThat(ref.deref()).isEqualTo(1);
        });
    assertThat(ref.deref()).isEqualTo(1);
  }

  /** An inner one that succeeds is part of the middle one, which is undone with it. */
  @Test
  void aLevelThatSucceededIsUndoneWithTheOneAroundIt() {
    Transaction.dosync(
        () -> {
          ref.set(1);
          undone(
              () ->
                  Transaction.dosync(
                      () -> {
                        ref.set(2);
                        other.set(2);
                      }));
        });
    assertThat(values(List.of(ref, other))).containsExactly(1, 0);
  }

  @Test
  void moreWritesThanAScanTakesAreUndoneAsWell() {
    List<Ref<Integer>> many = IntStream.range(0, 40).mapToObj(i -> Ref.of(0)).toList();
    Transaction.dosync(
        () -> {
          many.subList(0, 15).forEach(each -> each.set(1));
          undone(() -> many.forEach(each -> each.alter(n -> n + 10)));
          many.subList(10, 20).forEach(each -> each.alter(n -> n + 2));
        });
    assertThat(many.subList(0, 10)).allMatch(each -> each.deref() == 1);
    assertThat(many.subList(10, 15)).allMatch(each -> each.deref() == 3);
    assertThat(many.subList(15, 20)).allMatch(each -> each.deref() == 2);
    assertThat(many.subList(20, 40)).allMatch(each -> each.deref() == 0);
  }

  @Test
  void commutesAreUndone() {
    Transaction.dosync(
        () -> {
          ref.commute(n -> n + 1);
          undone(
              () -> {
                ref.commute(n -> n + 10);
                other.commute(n -> n + 10);
              });
          ref.commute(n -> n + 2);
        });
    assertThat(values(List.of(ref, other))).containsExactly(3, 0);
  }

  @Test
  void aCommuteThatTurnedIntoAnAlterIsACommuteAgain() {
    Transaction.dosync(
        () -> {
          ref.commute(n -> n + 1);
          undone(() -> assertThat(ref.alter(n -> n + 10)).isEqualTo(11));
          ref.commute(n -> n * 2);
        });
    assertThat(ref.deref()).isEqualTo(2);
  }

  @Test
  void heldEffectsAreDroppedAndAbortHooksRun() {
    Transaction.dosync(
        () -> {
          Transaction.onCommit(() -> events.add("outer commit"));
          Transaction.onAbort(() -> events.add("outer abort"));
          undone(
              () -> {
                Transaction.onCommit(() -> events.add("inner commit"));
                Transaction.onAbort(() -> events.add("inner abort 1"));
                Transaction.onAbort(() -> events.add("inner abort 2"));
              });
          events.add("outer goes on");
          Transaction.onCommit(() -> events.add("outer commit 2"));
        });
    assertThat(events)
        .containsExactly(
            "inner abort 2", "inner abort 1", "outer goes on", "outer commit", "outer commit 2");
  }

  @Test
  void effectsOfOneThatSucceedsBelongToTheOuter() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      Transaction.dosync(
                          () -> {
                            Transaction.onCommit(() -> events.add("commit"));
                            Transaction.onAbort(() -> events.add("abort"));
                          });
                      events.add("outer goes on");
                      throw new Refused();
                    }))
        .isInstanceOf(Refused.class);
    assertThat(events).containsExactly("outer goes on", "abort");
  }

  /** A bug of ScalaSTM: the outer commits on the strength of a value that is gone. */
  @Test
  void readsOfAnUndonePartAreValidatedAtTheOuterCommit() {
    Transaction.dosync(
        () -> {
          int[] seen = new int[1];
          undone(() -> seen[0] = ref.deref());
          elsewhereInTheFirstTry(() -> Transaction.dosync(() -> ref.set(10)));
          other.set(seen[0]);
        });
    assertThat(other.deref()).isEqualTo(10);
    assertThat(tries).hasValue(2);
  }

  @Test
  void changesOfAnUndonePartAreValidatedAtTheOuterCommitForTheyWereReadsToo() {
    Transaction.dosync(
        () -> {
          int[] seen = new int[1];
          undone(() -> seen[0] = ref.alter(n -> n + 1) - 1);
          elsewhereInTheFirstTry(() -> Transaction.dosync(() -> ref.set(10)));
          other.set(seen[0]);
        });
    assertThat(other.deref()).isEqualTo(10);
    assertThat(tries).hasValue(2);
  }

  @Test
  void aCommuteReadInAnUndonePartIsValidatedAtTheOuterCommit() {
    Transaction.dosync(
        () -> {
          int[] seen = new int[1];
          ref.commute(n -> n + 1);
          undone(() -> seen[0] = ref.deref());
          elsewhereInTheFirstTry(() -> Transaction.dosync(() -> ref.set(10)));
          other.set(seen[0]);
        });
    assertThat(other.deref()).isEqualTo(11);
    assertThat(tries).hasValue(2);
  }

  @Test
  void ensuredRefsOfAnUndonePartAreStillEnsured() {
    Transaction.options()
        .isolation(Isolation.SNAPSHOT)
        .dosync(
            () -> {
              int[] seen = new int[1];
              undone(() -> seen[0] = ref.ensure());
              elsewhereInTheFirstTry(() -> Transaction.dosync(() -> ref.set(10)));
              other.set(seen[0]);
            });
    assertThat(other.deref()).isEqualTo(10);
    assertThat(tries).hasValue(2);
  }

  @Test
  void aFunctionOfAnAlterMayRunOne() {
    Transaction.dosync(
        () ->
            ref.alter(
                n -> {
                  undone(() -> ref.set(70));
                  Transaction.dosync(() -> other.set(5));
                  return n + other.deref();
                }));
    assertThat(values(List.of(ref, other))).containsExactly(5, 5);
  }

  @Test
  void anAlterWinsOverWhatItsFunctionDoesToTheSameRef() {
    Transaction.dosync(
        () ->
            ref.alter(
                n -> {
                  ref.set(70);
                  return n + 1;
                }));
    assertThat(ref.deref()).isEqualTo(1);
  }

  /** The function that ran it was no transaction of its own. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneInAFunctionOfAnAlterThatThrowsStaysAsAWhole(boolean alteredBefore) {
    ref.addWatch("changes", (key, reference, before, after) -> events.add(before + " " + after));
    Transaction.dosync(
        () -> {
          if (alteredBefore) {
            ref.alter(n -> n + 100);
          }
          alterAndThrow(
              () ->
                  Transaction.dosync(
                      () -> {
                        ref.set(ref.deref() - 10);
                        other.alter(n -> n + 10);
                      }));
        });
    assertThat(ref.deref()).isEqualTo(alteredBefore ? 90 : -10);
    assertThat(other.deref()).isEqualTo(10);
    assertThat(events).hasSize(1);
  }

  @Test
  void anUndoneOneInAFunctionOfAnAlterThatThrowsLeavesNoChange() {
    ref.addWatch("changes", (key, reference, before, after) -> events.add(before + " " + after));
    Transaction.dosync(() -> alterAndThrow(() -> undone(() -> ref.set(70))));
    assertThat(events).isEmpty();
  }

  private void alterAndThrow(Runnable before) {
    Throwable thrown =
        catchThrowable(
            () ->
                ref.alter(
                    n -> {
                      before.run();
                      throw new Refused();
                    }));
    assertThat(thrown).isInstanceOf(Refused.class);
  }

  @Test
  void theOptionsOfTheOuterOneApply() {
    Transaction.dosync(
        () -> Transaction.options().readOnly(true).name("inner").dosync(() -> ref.set(1)));
    assertThat(ref.deref()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                Transaction.options()
                    .readOnly(true)
                    .name("outer")
                    .dosync(() -> Transaction.dosync(() -> ref.set(2))))
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("outer");
    assertThat(ref.deref()).isEqualTo(1);
  }
}
