package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The second body runs if the first one cannot go on, as if the first had never run. */
@Timeout(60)
class OrElseTest {

  private final Ref<Integer> left = Ref.of(0);
  private final Ref<Integer> right = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  // ---- what the function of a commute has seen in a branch that failed

  private static int takeOne(int stock, boolean swallows) {
    try {
      Transaction.check(stock > 0);
    } catch (Error signal) {
      if (!swallows) {
        throw signal;
      }
    }
    return stock - 1;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void writeSkewIsRuledOutIfAFailedBranchHasLookedAtACommute(boolean outside, boolean swallows) {
    Ref<String> told = Ref.of("");
    Transaction.dosync(
        () -> {
          if (outside) {
            left.commute(n -> takeOne(n, swallows));
          }
          String what = Transaction.orElse(() -> taken(outside, swallows), () -> "sold out");
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> left.set(5)));
          }
          told.set(what);
        });
    assertThat(told.deref()).isEqualTo("taken");
    assertThat(left.deref()).isEqualTo(4);
    assertThat(tries).hasValue(2);
  }

  private String taken(boolean commuted, boolean swallows) {
    if (!commuted) {
      left.commute(n -> takeOne(n, swallows));
    }
    left.deref();
    return "taken";
  }

  // ---- what the first body throws after it has called retry

  @Test
  void anInterruptThatEndsTheFirstBodyIsNotLost() throws InterruptedException {
    String result =
        Transaction.dosync(
            () ->
                Transaction.orElse(
                    () -> {
                      assertThat(catchThrowable(() -> take(left))).isInstanceOf(Error.class);
                      Thread.currentThread().interrupt();
                      new CountDownLatch(1).await();
                      return "first";
                    },
                    () -> "second"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo("second");
  }

  @Test
  void anErrorOfTheJvmAfterTheFirstBodyCalledRetryIsNotDropped() {
    StackOverflowError error = new StackOverflowError("on purpose");
    Transaction.dosync(
        () -> {
          Throwable thrown =
              catchThrowable(
                  () ->
                      Transaction.orElse(
                          () -> {
                            right.set(1);
                            assertThat(catchThrowable(() -> take(left))).isInstanceOf(Error.class);
                            throw error;
                          },
                          () -> "second"));
          assertThat(thrown).isSameAs(error);
          other.set(1);
        });
    assertThat(right.deref()).isZero();
    assertThat(other.deref()).isEqualTo(1);
  }

  /** Takes one, or waits until there is one. */
  private static int take(Ref<Integer> ref) {
    int there = ref.deref();
    Transaction.check(there > 0);
    ref.set(there - 1);
    return there;
  }

  private String takeAny() {
    return Transaction.orElse(() -> "left " + take(left), () -> "right " + take(right));
  }

  private static void put(Ref<Integer> ref) {
    Transaction.dosync(() -> ref.alter(n -> n + 1));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstBodyThatCanGoOnGivesTheResult(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    put(right);
    assertThat(options.<String, RuntimeException>dosync(this::takeAny)).isEqualTo("right 1");
    put(left);
    put(right);
    assertThat(options.<String, RuntimeException>dosync(this::takeAny)).isEqualTo("left 1");
    assertThat(right.deref()).isEqualTo(1);
  }

  @Test
  void outsideATransactionItIsOneByItself() {
    put(right);
    assertThat(takeAny()).isEqualTo("right 1");
    assertThat(right.deref()).isZero();
  }

  @Test
  void theFirstBodyIsUndone() {
    List<String> events = new ArrayList<>();
    Transaction.dosync(
        () -> {
          left.set(1);
          right.alter(n -> n + 1);
          Transaction.<Void, RuntimeException>orElse(
              () -> {
                left.set(70);
                right.alter(n -> n + 70);
                other.set(70);
                Transaction.onCommit(() -> events.add("commit of the first"));
                Transaction.onAbort(() -> events.add("abort of the first"));
                return Transaction.retry();
              },
              () -> {
                events.add("second begins");
                assertThat(List.of(left.deref(), right.deref(), other.deref()))
                    .containsExactly(1, 1, 0);
                Transaction.onCommit(() -> events.add("commit of the second"));
                return null;
              });
        });
    assertThat(List.of(left.deref(), right.deref(), other.deref())).containsExactly(1, 1, 0);
    assertThat(events)
        .containsExactly("abort of the first", "second begins", "commit of the second");
  }

  @Test
  void theFirstBodyIsUndoneThroughTwoLevelsOfNesting() {
    Transaction.dosync(
        () -> {
          left.set(1);
          right.commute(n -> n + 1);
          Transaction.<Void, RuntimeException>orElse(
              () -> {
                left.set(2);
                Transaction.dosync(
                    () -> {
                      left.set(3);
                      right.commute(n -> n + 70);
                      Transaction.dosync(
                          () -> {
                            left.set(4);
                            other.set(4);
                            Transaction.retry();
                          });
                    });
                return null;
              },
              () -> null);
          assertThat(left.deref()).isEqualTo(1);
        });
    assertThat(List.of(left.deref(), right.deref(), other.deref())).containsExactly(1, 1, 0);
  }

  @Test
  void theSecondBodyIsAllOrNothingToo() {
    Transaction.dosync(
        () -> {
          left.set(1);
          assertThat(
                  catchThrowable(
                      () ->
                          Transaction.orElse(
                              Transaction::retry,
                              () -> {
                                left.set(70);
                                throw new ArithmeticException("on purpose");
                              })))
              .isInstanceOf(ArithmeticException.class);
        });
    assertThat(left.deref()).isEqualTo(1);
  }

  @Test
  void anExceptionOfTheFirstBodyIsNoReasonToRunTheSecond() {
    ArithmeticException thrown = new ArithmeticException("on purpose");
    Transaction.dosync(
        () ->
            assertThatThrownBy(
                    () ->
                        Transaction.orElse(
                            () -> {
                              left.set(70);
                              throw thrown;
                            },
                            tries::incrementAndGet))
                .isSameAs(thrown));
    assertThat(tries).hasValue(0);
    assertThat(left.deref()).isZero();
  }

  @Test
  void itsBodiesMayBeOrElseThemselves() {
    Ref<Integer> third = Ref.of(1);
    Body<String, RuntimeException> leftOrRight = this::takeAny;
    assertThat(Transaction.orElse(leftOrRight, () -> "third " + take(third))).isEqualTo("third 1");
    put(third);
    assertThat(Transaction.orElse(() -> "third " + take(third), leftOrRight)).isEqualTo("third 1");
    put(right);
    assertThat(Transaction.orElse(() -> "third " + take(third), leftOrRight)).isEqualTo("right 1");
  }

  @Test
  void theSecondBodyRunsEvenIfTheFirstSwallowsTheSignal() {
    String result =
        Transaction.orElse(
            () -> {
              assertThat(catchThrowable(() -> take(left))).isInstanceOf(Error.class);
              return "first";
            },
            () -> "second");
    assertThat(result).isEqualTo("second");
  }

  @Test
  void theSecondBodyRunsEvenIfTheFirstTurnsTheSignalIntoAnException() {
    String result =
        Transaction.orElse(
            () -> {
              Throwable signal = catchThrowable(() -> take(left));
              throw new IllegalArgumentException(signal);
            },
            () -> "second");
    assertThat(result).isEqualTo("second");
  }

  @Test
  void aTryThatHasLostDoesNotRunTheSecondBody() {
    AtomicInteger second = new AtomicInteger();
    Transaction.dosync(
        () -> {
          other.set(left.deref());
          Transaction.<Integer, RuntimeException>orElse(
              () -> {
                if (tries.incrementAndGet() == 1) {
                  Threads.elsewhere(() -> put(left));
                }
                return left.alter(n -> n + 1);
              },
              second::incrementAndGet);
        });
    assertThat(left.deref()).isEqualTo(2);
    assertThat(other.deref()).isEqualTo(1);
    assertThat(tries).hasValue(2);
    assertThat(second).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void ifBothWaitAChangeForEitherWakesThem(TransactionKind kind) {
    for (Ref<Integer> changed : List.of(left, right)) {
      try (Threads threads = new Threads()) {
        threads.start(
            () ->
                kind.options.dosync(() -> Transaction.orElse(() -> look(left), () -> look(right))));
        Waiting.awaitOneOn(left);
        Waiting.awaitOneOn(right);
        put(changed);
      }
      Transaction.dosync(() -> changed.set(0));
      Waiting.assertThatNobodyIsLeftAt(left);
      Waiting.assertThatNobodyIsLeftAt(right);
    }
  }

  private static int look(Ref<Integer> ref) {
    int seen = ref.deref();
    Transaction.check(seen > 0);
    return seen;
  }

  /**
   * The bug of ZIO, cats-stm and dejafu: reads of a branch that failed dropped from the wait set.
   */
  @Test
  void readsOfAFailedBranchThatWasWrittenIntoAreWaitedForAsWell() {
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    Transaction.<Void, RuntimeException>orElse(
                        () -> {
                          tries.set(left.alter(n -> n + 1));
                          return Transaction.retry();
                        },
                        () -> null);
                    Transaction.check(tries.get() > 1);
                  }));
      Waiting.awaitOneOn(left);
      put(left);
    }
    assertThat(tries).hasValue(2);
  }

  @Test
  void ifTheBranchesOfANestedOrElseAllWaitAChangeForAnyWakesThem() {
    Ref<Integer> third = Ref.of(0);
    for (Ref<Integer> changed : List.of(left, right, third)) {
      try (Threads threads = new Threads()) {
        threads.start(() -> Transaction.orElse(this::takeAny, () -> "third " + take(third)));
        Waiting.awaitOneOn(changed);
        put(changed);
      }
    }
  }

  @Test
  void whateverIsPutIsTakenOnceBySomebody() {
    int each = 2_000;
    Threads.together(
        List.of(
            () -> times(each, () -> put(left)),
            () -> times(each, () -> put(right)),
            () -> times(each, this::takeAny),
            () -> times(each, this::takeAny)));
    assertThat(List.of(left.deref(), right.deref())).containsOnly(0);
  }

  private static void times(int count, Runnable action) {
    for (int i = 0; i < count; i++) {
      action.run();
    }
  }
}
