package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A transaction that calls {@code retry} waits for a change of what it has read. See also {@link
 * OrElseTest} and {@link LostWakeUpTest}, and for the ends of a wait {@link TimeoutTest} and {@link
 * InterruptTest}.
 */
@Timeout(60)
class RetryWaitTest {

  private final Ref<Integer> stock = Ref.of(0);
  private final Ref<Integer> other = Ref.of(0);
  private final Ref<Integer> third = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private static void set(Ref<Integer> ref, int value) {
    Transaction.dosync(() -> ref.set(value));
  }

  private int awaitStock() {
    tries.incrementAndGet();
    int there = stock.deref();
    Transaction.check(there > 0);
    return there;
  }

  @ParameterizedTest
  @EnumSource
  void itGoesOnAtOnceIfItNeedNotWait(TransactionKind kind) {
    set(stock, 1);
    assertThat(kind.options.<Integer, RuntimeException>dosync(this::awaitStock)).isEqualTo(1);
    assertThat(tries).hasValue(1);
  }

  @Test
  void itIsWokenBeforeWatchesAreTold() {
    CountDownLatch woken = new CountDownLatch(1);
    AtomicBoolean toldAfterwards = new AtomicBoolean();
    stock.addWatch(
        "waits for who waits",
        (key, reference, from, to) -> {
          Gate.await(woken, "the transaction that waits for the change");
          toldAfterwards.set(true);
        });

    try (Threads threads = new Threads()) {
      threads.start(
          () -> {
            Transaction.dosync(this::awaitStock);
            woken.countDown();
          });
      Waiting.awaitOneOn(stock);
      set(stock, 1);
    }
    assertThat(toldAfterwards).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void itWaitsForAChange(TransactionKind kind) {
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              assertThat(kind.options.<Integer, RuntimeException>dosync(this::awaitStock))
                  .isEqualTo(5));
      Waiting.awaitOneOn(stock);
      set(stock, 5);
    }
    Waiting.assertThatNobodyIsLeftAt(stock);
  }

  static List<VoidBody<RuntimeException>> changesOf(Ref<Integer> ref) {
    return List.of(() -> ref.set(1), () -> ref.alter(n -> n + 1), () -> ref.commute(n -> n + 1));
  }

  @Test
  void everyKindOfChangeWakesIt() {
    for (VoidBody<RuntimeException> change : changesOf(stock)) {
      try (Threads threads = new Threads()) {
        threads.start(() -> Transaction.dosync(this::awaitStock));
        Waiting.awaitOneOn(stock);
        Transaction.dosync(change);
      }
      set(stock, 0);
    }
  }

  @Test
  void aChangeOfAnotherRefDoesNotWakeIt() {
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    seen.add(stock.deref());
                    Transaction.check(stock.deref() > 0);
                  }));
      Waiting.awaitOneOn(stock);
      set(other, 1);
      set(stock, -1);
      Waiting.until(() -> seen.size() > 1);
      set(stock, 1);
    }
    // A commit that wakes it may do so late, and so once more: -1 may be seen twice.
    assertThat(seen).startsWith(0, -1).endsWith(1).containsOnlyOnce(0);
  }

  @Test
  void itWaitsAgainIfAChangeIsNotEnough() {
    try (Threads threads = new Threads()) {
      threads.start(() -> Transaction.dosync(this::awaitStock));
      for (int i = 0; i < 10; i++) {
        int before = tries.get();
        set(stock, -i);
        Waiting.until(() -> tries.get() > before);
      }
      set(stock, 1);
    }
  }

  @Test
  void anyOfManyRefsWakesIt() {
    List<Ref<Integer>> many = IntStream.range(0, 60).mapToObj(i -> Ref.of(0)).toList();
    for (int i : List.of(0, 20, 59)) {
      try (Threads threads = new Threads()) {
        threads.start(
            () ->
                Transaction.dosync(
                    () -> Transaction.check(many.stream().anyMatch(ref -> ref.deref() > i))));
        Waiting.awaitOneOn(many.get(i));
        set(many.get(i), i + 1);
      }
    }
  }

  /** What a change is based on was read as well. */
  @Test
  void aRefThatItHasAlteredWakesIt() {
    try (Threads threads = new Threads()) {
      threads.start(
          () -> Transaction.dosync(() -> Transaction.check(stock.alter(n -> n - 1) >= 0)));
      Waiting.awaitOneOn(stock);
      set(stock, 1);
    }
    assertThat(stock.deref()).isZero();
  }

  static List<VoidBody<RuntimeException>> takesFrom(Ref<Integer> ref) {
    return List.of(
        () -> ref.alter(RetryWaitTest::minusOne),
        () -> ref.commute(RetryWaitTest::minusOne),
        () -> {
          ref.commute(RetryWaitTest::minusOne);
          ref.deref();
        });
  }

  private static int minusOne(int n) {
    Transaction.check(n > 0);
    return n - 1;
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionMayWaitForAnotherArgument(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    for (VoidBody<RuntimeException> take : takesFrom(stock)) {
      try (Threads threads = new Threads()) {
        threads.start(() -> options.dosync(take));
        Waiting.awaitOneOn(stock);
        set(stock, 1);
      }
      assertThat(stock.deref()).isZero();
    }
  }

  @Test
  void aRefReadInANestedTransactionThatWasUndoneWakesIt() {
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    int seen = seenInVain();
                    Transaction.check(seen > 0);
                  }));
      Waiting.awaitOneOn(stock);
      set(stock, 1);
    }
  }

  private int seenInVain() {
    int[] seen = new int[1];
    Throwable thrown =
        catchThrowable(
            () ->
                Transaction.dosync(
                    () -> {
                      seen[0] = stock.alter(n -> n + 1) - 1;
                      throw new ArithmeticException("on purpose");
                    }));
    assertThat(thrown).isInstanceOf(ArithmeticException.class);
    return seen[0];
  }

  @Test
  void aCommitThatFailsDoesNotWakeIt() {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> slow = Ref.builder(0).history(History.keep(0).withClock(clock)).build();
    try (Threads threads = new Threads()) {
      threads.start(() -> Transaction.dosync(this::awaitStock));
      Waiting.awaitOneOn(stock);
      clock.fail(new AssertionError("a broken clock"));
      assertThat(
              catchThrowable(
                  () ->
                      Transaction.dosync(
                          () -> {
                            stock.set(1);
                            slow.set(1);
                          })))
          .hasMessage("a broken clock");
      set(stock, 2);
    }
    assertThat(tries.get()).isEqualTo(2);
  }

  @Test
  void whatItDidIsUndoneAndReleasedBeforeItWaits() {
    AtomicInteger released = new AtomicInteger();
    AtomicInteger committed = new AtomicInteger();
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    Transaction.onAbort(released::incrementAndGet);
                    Transaction.onCommit(committed::incrementAndGet);
                    other.set(tries.get() + 1);
                    awaitStock();
                  }));
      Waiting.awaitOneOn(stock);
      assertThat(released).hasValue(1);
      assertThat(other.deref()).isZero();
      set(stock, 1);
    }
    assertThat(released).hasValue(1);
    assertThat(committed).hasValue(1);
    assertThat(other.deref()).isEqualTo(2);
  }

  @Test
  void aWaitIsNoLostTry() {
    TransactionOptions once = Transaction.options().maxRetries(0);
    try (Threads threads = new Threads()) {
      threads.start(() -> once.dosync(this::awaitStock));
      Waiting.awaitOneOn(stock);
      set(stock, 1);
    }
  }

  @Test
  void aSwallowedSignalStillWaits() {
    List<Throwable> met = Collections.synchronizedList(new ArrayList<>());
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    Throwable signal = catchThrowable(this::awaitStock);
                    if (signal != null) {
                      met.add(signal);
                      met.add(catchThrowable(() -> other.set(1)));
                      throw new IllegalStateException(signal);
                    }
                  }));
      Waiting.awaitOneOn(stock);
      set(stock, 1);
    }
    assertThat(other.deref()).isZero();
    assertThat(tries).hasValue(2);
    assertThat(met).hasSize(2);
    assertThat(met.get(1)).isSameAs(met.get(0));
  }

  static List<VoidBody<RuntimeException>> bodiesThatReadNothing() {
    Ref<Integer> ref = Ref.of(0);
    return List.of(
        Transaction::retry,
        () -> Transaction.check(false),
        () -> {
          ref.set(1);
          Transaction.retry();
        },
        () -> {
          ref.commute(n -> n + 1);
          Transaction.retry();
        },
        () -> Transaction.<Void, RuntimeException>orElse(Transaction::retry, Transaction::retry));
  }

  @ParameterizedTest
  @MethodSource("bodiesThatReadNothing")
  void aTransactionThatHasReadNothingCannotWait(VoidBody<RuntimeException> body) {
    TransactionOptions named = Transaction.options().name("hopeless");
    assertThatThrownBy(() -> named.dosync(body))
        .isInstanceOf(DosyncException.class)
        .hasMessageContainingAll("hopeless", "read no ref");
    assertThat(Transaction.isRunning()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void noKindOfTransactionThatHasReadNothingCanWait(TransactionKind kind) {
    assertThatThrownBy(() -> kind.options.dosync(() -> Transaction.check(false)))
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("read no ref");
  }

  /** Nobody knows for how long it waits, so nobody gives way to it. */
  @Test
  void whoeverWasFavouredIsNotWhileItWaits() {
    assertThatItWaitsAlone(() -> Transaction.dosync(this::loseUntilFavoured));
  }

  /** Nor are versions kept for it. */
  @Test
  void whoeverHasPinnedDoesNotWhileItWaits() {
    TransactionOptions reader = Transaction.options().isolation(Isolation.SNAPSHOT).readOnly(true);
    assertThatItWaitsAlone(() -> reader.dosync(this::loseUntilPinned));
  }

  private void assertThatItWaitsAlone(Threads.Task transaction) {
    try (Threads threads = new Threads()) {
      threads.start(transaction);
      Waiting.awaitOneOn(stock);
      List<String> left = Leftovers.ofTransactions();
      set(stock, 1);
      assertThat(left).isEmpty();
    }
  }

  private void loseUntilFavoured() {
    int seen = other.deref();
    if (Leftovers.isSomebodyFavoured()) {
      awaitStock();
    } else {
      changeOthers();
      other.set(seen);
    }
  }

  private void loseUntilPinned() {
    other.deref();
    if (Pins.oldest() != Pins.NONE) {
      awaitStock();
    } else {
      changeOthers();
      changeOthers();
      third.deref();
    }
  }

  private void changeOthers() {
    Threads.elsewhere(
        () ->
            Transaction.dosync(
                () -> {
                  other.alter(n -> n + 1);
                  third.alter(n -> n + 1);
                }));
  }
}
