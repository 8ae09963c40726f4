package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A commute is computed at the commit, on the newest value. */
@Timeout(60)
class CommuteTest {

  private final Ref<Integer> counter = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  private int countedIncrement(int n) {
    runs.incrementAndGet();
    return n + 1;
  }

  private void addTenElsewhere() {
    Threads.elsewhere(() -> Transaction.dosync(() -> counter.alter(n -> n + 10)));
  }

  private void addTenElsewhereInTheFirstTry() {
    if (tries.incrementAndGet() == 1) {
      addTenElsewhere();
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsOnceIfNobodyIsInItsWay(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              counter.commute(this::countedIncrement);
              assertThat(runs).hasValue(0);
            });
    assertThat(runs).hasValue(1);
    assertThat(counter.deref()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotConflictWithACommitBeforeItsOwn(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              counter.commute(this::countedIncrement);
              addTenElsewhereInTheFirstTry();
            });
    assertThat(counter.deref()).isEqualTo(11);
    assertThat(tries).hasValue(1);
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void isComputedAgainIfAnotherCommitComesInBetween(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              tries.incrementAndGet();
              other.set(1);
              counter.commute(
                  n -> {
                    if (runs.get() == 0) {
                      addTenElsewhere();
                    }
                    return countedIncrement(n);
                  });
            });
    assertThat(counter.deref()).isEqualTo(11);
    assertThat(other.deref()).isEqualTo(1);
    assertThat(tries).hasValue(1);
    assertThat(runs).hasValue(2);
  }

  /** After some rounds it counts as a lost try, and begins again. */
  @Test
  void commitsAfterItWasOvertakenManyTimes() {
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          counter.commute(
              n -> {
                if (runs.get() < 20) {
                  addTenElsewhere();
                }
                return countedIncrement(n);
              });
        });
    assertThat(counter.deref()).isEqualTo(201);
    assertThat(runs).hasValue(21);
    assertThat(tries).hasValue(2);
  }

  @Test
  void functionsForOneRefRunInTheOrderOfTheCalls() {
    Ref<String> text = Ref.of("");
    Transaction.dosync(
        () -> {
          text.commute(s -> s + "a");
          counter.commute(n -> n + 1);
          text.commute(s -> s + "b");
          text.commute(s -> s + "c");
        });
    assertThat(text.deref()).isEqualTo("abc");
    assertThat(counter.deref()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void readingACommutedRefTurnsTheCommuteIntoAnAlter(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              counter.commute(this::countedIncrement);
              int seen = counter.deref();
              addTenElsewhereInTheFirstTry();
              other.set(seen);
            });
    assertThat(counter.deref()).isEqualTo(11);
    assertThat(other.deref()).as("what steered the body").isEqualTo(11);
    assertThat(tries).hasValue(2);
    assertThat(runs).hasValue(2);
  }

  @Test
  void ensuringACommutedRefTurnsTheCommuteIntoAnAlter() {
    int seen =
        Transaction.dosync(
            () -> {
              counter.commute(this::countedIncrement);
              return counter.ensure() + counter.ensure();
            });
    assertThat(seen).isEqualTo(2);
    assertThat(counter.deref()).isEqualTo(1);
    assertThat(runs).hasValue(1);
  }

  @Test
  void anAlterOfACommutedRefTurnsTheCommuteIntoAnAlter() {
    int result =
        Transaction.dosync(
            () -> {
              counter.commute(n -> n + 1);
              int altered = counter.alter(n -> n * 100);
              addTenElsewhereInTheFirstTry();
              return altered;
            });
    assertThat(result).isEqualTo(1_100);
    assertThat(counter.deref()).isEqualTo(1_100);
    assertThat(tries).hasValue(2);
  }

  @Test
  void aCommuteOfARefThatWasAlteredActsAsAnAlter() {
    Transaction.dosync(
        () -> {
          counter.alter(n -> n + 5);
          counter.commute(this::countedIncrement);
          addTenElsewhereInTheFirstTry();
          assertThat(runs).hasValue(tries.get());
        });
    assertThat(counter.deref()).isEqualTo(16);
    assertThat(tries).hasValue(2);
    assertThat(runs).hasValue(2);
  }

  @Test
  void aCommutedRefCannotBeSet() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      counter.commute(n -> n + 1);
                      counter.set(5);
                    }))
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("Can't set after commute");
    assertThat(counter.deref()).isZero();
  }

  @Test
  void aRefMayBeCommutedAfterASetAndSetAfterItWasRead() {
    Transaction.dosync(
        () -> {
          counter.set(5);
          counter.commute(n -> n + 1);
          assertThat(counter.deref()).isEqualTo(6);
          other.commute(n -> n + 1);
          other.set(other.deref() + 5);
        });
    assertThat(List.of(counter.deref(), other.deref())).containsOnly(6);
  }

  @Test
  void anAlterWinsOverACommuteMadeByItsOwnFunction() {
    Transaction.dosync(
        () ->
            counter.alter(
                n -> {
                  counter.commute(m -> m + 70);
                  return n + 1;
                }));
    assertThat(counter.deref()).isEqualTo(1);
  }

  @Test
  void aFunctionMayReadOtherRefsAndIsValidatedAgainstThem() {
    Transaction.dosync(
        () -> {
          tries.incrementAndGet();
          counter.commute(
              n -> {
                int seen = other.deref();
                if (runs.incrementAndGet() == 1) {
                  Threads.elsewhere(() -> Transaction.dosync(() -> other.set(7)));
                }
                return n + seen;
              });
        });
    assertThat(counter.deref()).isEqualTo(7);
    assertThat(tries).hasValue(2);
  }

  @Test
  void aFunctionSeesWhatItsTransactionHasWrittenToOtherRefs() {
    Transaction.dosync(
        () -> {
          other.set(7);
          counter.commute(n -> n + other.deref());
          other.alter(n -> n + 1);
        });
    assertThat(counter.deref()).isEqualTo(8);
  }

  @Test
  void aFunctionCannotReadARefThatIsCommutedItself() {
    for (Ref<Integer> commuted : List.of(counter, other)) {
      assertThatThrownBy(
              () ->
                  Transaction.dosync(
                      () -> {
                        other.commute(n -> n + 1);
                        counter.commute(n -> n + commuted.deref());
                      }))
          .isInstanceOf(DosyncException.class)
          .hasMessageContaining("commute");
    }
    assertThat(List.of(counter.deref(), other.deref())).containsOnly(0);
  }

  @Test
  void aFunctionCannotChangeRefsAtTheCommit() {
    List<Threads.Task> changes =
        List.of(() -> other.set(1), () -> other.alter(n -> n + 1), () -> other.commute(n -> n + 1));
    for (Threads.Task change : changes) {
      assertThatThrownBy(() -> Transaction.dosync(() -> counter.commute(n -> n + doing(change))))
          .isInstanceOf(DosyncException.class)
          .hasMessageContaining("may only read");
    }
    assertThat(List.of(counter.deref(), other.deref())).containsOnly(0);
  }

  @Test
  void aFunctionCannotChangeRefsWhenTheCommuteTurnsIntoAnAlter() {
    List<Threads.Task> changes =
        List.of(() -> other.set(1), () -> counter.set(1), () -> counter.commute(n -> n + 1));
    for (Threads.Task change : changes) {
      assertThatThrownBy(
              () ->
                  Transaction.dosync(
                      () -> {
                        counter.commute(n -> n + doing(change));
                        counter.deref();
                      }))
          .isInstanceOf(DosyncException.class);
    }
    assertThat(List.of(counter.deref(), other.deref())).containsOnly(0);
  }

  private static int doing(Threads.Task task) {
    try {
      task.run();
      return 1;
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anExceptionOfAFunctionAtTheCommitAbortsTheTransaction() {
    ArithmeticException thrown = new ArithmeticException("on purpose");
    AtomicInteger committed = new AtomicInteger();
    AtomicInteger aborted = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      Transaction.onCommit(committed::incrementAndGet);
                      Transaction.onAbort(aborted::incrementAndGet);
                      other.set(1);
                      counter.commute(
                          n -> {
                            throw thrown;
                          });
                    }))
        .isSameAs(thrown);
    assertThat(List.of(counter.deref(), other.deref())).containsOnly(0);
    assertThat(committed).hasValue(0);
    assertThat(aborted).hasValue(1);
    Transaction.dosync(() -> counter.alter(n -> n + 1));
    assertThat(counter.deref()).isEqualTo(1);
  }

  /**
   * The body may go on without it; the transaction as a whole depends on the value all the same.
   */
  @Test
  void anExceptionWhenTheCommuteTurnsIntoAnAlterReachesTheBody() {
    Transaction.dosync(
        () -> {
          counter.commute(
              n -> {
                if (runs.incrementAndGet() == 1) {
                  throw new ArithmeticException("on purpose");
                }
                return n + 1;
              });
          assertThat(catchThrowable(counter::deref)).isInstanceOf(ArithmeticException.class);
        });
    assertThat(counter.deref()).isEqualTo(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  void manyTransactionsThatOnlyCommuteAreHardlyEverRetried() {
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                Transaction.dosync(
                    () -> {
                      tries.incrementAndGet();
                      counter.commute(n -> n + 1);
                      other.commute(n -> n - 1);
                    });
              }
            });
    assertThat(counter.deref()).isEqualTo(20_000);
    assertThat(other.deref()).isEqualTo(-20_000);
    assertThat(tries.get()).isLessThan(20_000 + 1_000);
  }

  /** The duplicate job ids of Clojure's scheduler at-at came from trusting a commute's value. */
  @Test
  void idsTakenFromACommutedCounterAreUnique() {
    Set<Integer> taken = ConcurrentHashMap.newKeySet();
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 2_500; i++) {
                int id =
                    Transaction.dosync(
                        () -> {
                          counter.commute(n -> n + 1);
                          return counter.deref();
                        });
                assertThat(taken.add(id)).as("%s is new", id).isTrue();
              }
            });
  }
}
