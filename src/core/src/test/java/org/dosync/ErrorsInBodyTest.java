package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a body throws aborts its transaction and reaches the caller as it is. */
@Timeout(60)
class ErrorsInBodyTest {

  private static final TransactionOptions ONCE = Transaction.options().maxRetries(0);

  private final Ref<Integer> left = Ref.of(0);
  private final Ref<Integer> right = Ref.of(0);

  private void changeBoth() {
    left.alter(n -> n + 1);
    right.alter(n -> n + 1);
  }

  private void assertThatBothAre(int expected) {
    assertThat(List.of(left.deref(), right.deref())).containsOnly(expected);
    assertThat(Transaction.isRunning()).isFalse();
    Threads.elsewhere(() -> ONCE.dosync(this::changeBoth));
    assertThat(List.of(left.deref(), right.deref())).containsOnly(expected + 1);
  }

  static List<Throwable> throwables() {
    return List.of(
        new RuntimeException("unchecked"),
        new IOException("checked"),
        new TimeoutException("checked"),
        new InterruptedException("checked"),
        new AssertionError("error"),
        new OutOfMemoryError("error"),
        new StackOverflowError("error"),
        new NoClassDefFoundError("error"),
        new Throwable("neither"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void aThrowableOfABodyReachesTheCallerUnchanged(Throwable thrown) {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      changeBoth();
                      throw thrown;
                    }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThatBothAre(0);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void aThrowableOfANestedBodyReachesTheOuterUnchanged(Throwable thrown) {
    Transaction.dosync(
        () -> {
          changeBoth();
          assertThatThrownBy(
                  () ->
                      Transaction.dosync(
                          () -> {
                            changeBoth();
                            throw thrown;
                          }))
              .isSameAs(thrown);
        });
    assertThatBothAre(1);
  }

  @ParameterizedTest
  @EnumSource
  void anErrorOfAFunctionAbortsTheTransaction(Isolation isolation) {
    OutOfMemoryError error = new OutOfMemoryError("on purpose");
    TransactionOptions options = Transaction.options().isolation(isolation);
    List<VoidBody<RuntimeException>> bodies =
        List.of(
            () -> left.alter(n -> fail(error)),
            () -> left.commute(n -> fail(error)),
            () -> {
              left.commute(n -> fail(error));
              left.deref();
            });
    for (VoidBody<RuntimeException> body : bodies) {
      assertThatThrownBy(
              () ->
                  options.dosync(
                      () -> {
                        right.set(70);
                        body.run();
                      }))
          .isSameAs(error);
    }
    assertThatBothAre(0);
  }

  private static int fail(Error error) {
    throw error;
  }

  /** The body goes on; what the function was applied to has steered it. */
  @Test
  void anExceptionOfAFunctionThatTheBodyCatchesCountsAsARead() {
    AtomicInteger tries = new AtomicInteger();
    Transaction.dosync(
        () -> {
          int[] seen = new int[1];
          Throwable thrown =
              catchThrowable(
                  () ->
                      left.alter(
                          n -> {
                            seen[0] = n;
                            throw new ArithmeticException("on purpose");
                          }));
          assertThat(thrown).isInstanceOf(ArithmeticException.class);
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(this::changeBoth));
          }
          right.set(seen[0]);
        });
    assertThat(tries).hasValue(2);
    assertThatBothAre(1);
  }

  /** It was no transaction of its own. */
  @Test
  void whatAFunctionHasChangedElsewhereBeforeItThrewStays() {
    List<Ref<Integer>> many = IntStream.range(0, 30).mapToObj(i -> Ref.of(0)).toList();
    Transaction.dosync(
        () -> {
          many.subList(0, 10).forEach(ref -> ref.set(1));
          Throwable thrown = catchThrowable(() -> left.alter(n -> changeAndFail(many)));
          assertThat(thrown).isInstanceOf(ArithmeticException.class);
          assertThat(left.deref()).isZero();
          many.forEach(ref -> ref.alter(n -> n + 1));
        });
    assertThat(many.subList(0, 10)).allMatch(ref -> ref.deref() == 12);
    assertThat(many.subList(10, 30)).allMatch(ref -> ref.deref() == 11);
    assertThatBothAre(0);
  }

  private static int changeAndFail(List<Ref<Integer>> refs) {
    refs.forEach(ref -> ref.alter(n -> n + 10));
    throw new ArithmeticException("on purpose");
  }

  @Test
  void aRealStackOverflowInABodyAbortsTheTransaction() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      changeBoth();
                      recurseForEver(0);
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThatBothAre(0);
  }

  private static int recurseForEver(int depth) {
    return recurseForEver(depth + 1) + 1;
  }
}
