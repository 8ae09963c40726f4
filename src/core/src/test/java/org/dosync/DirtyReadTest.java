package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody sees what is not committed. */
@Timeout(60)
class DirtyReadTest {

  private final Ref<Integer> first = Ref.of(0);
  private final Ref<Integer> second = Ref.of(0);

  private void assertThatOthersSee(int expected) {
    List<Integer> both = List.of(expected, expected);
    TransactionOptions snapshot = Transaction.options().isolation(Isolation.SNAPSHOT);
    Threads.elsewhere(
        () -> {
          assertThat(List.of(first.deref(), second.deref())).isEqualTo(both);
          assertThat(Transaction.dosync(this::read)).isEqualTo(both);
          assertThat(snapshot.dosync(this::read)).isEqualTo(both);
          assertThat(Transaction.options().readOnly(true).dosync(this::read)).isEqualTo(both);
        });
  }

  private List<Integer> read() {
    return List.of(first.deref(), second.deref());
  }

  private void write(int value) {
    first.set(value);
    second.alter(n -> value);
  }

  @ParameterizedTest
  @EnumSource
  void othersSeeAChangeOnlyWhenItIsCommitted(Isolation isolation) {
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              write(1);
              assertThatOthersSee(0);
            });
    assertThatOthersSee(1);
  }

  @ParameterizedTest
  @EnumSource
  void nobodySeesTheChangesOfATransactionThatAborts(Isolation isolation) {
    assertThatThrownBy(
            () ->
                Transaction.options()
                    .isolation(isolation)
                    .dosync(
                        () -> {
                          write(1);
                          assertThatOthersSee(0);
                          throw new ArithmeticException("on purpose");
                        }))
        .isInstanceOf(ArithmeticException.class);
    assertThatOthersSee(0);
  }

  /** Readers need not wait for it either. */
  @Test
  void othersSeeTheOldValuesWhileACommitIsUnderWay() {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> slow = Ref.builder(0).history(History.keep(0).withClock(clock)).build();
    try (Threads threads = new Threads()) {
      Gate inCommit = clock.stop();
      threads.start(() -> Transaction.dosync(() -> writeAlso(slow)));
      inCommit.awaitArrival();
      assertThatOthersSee(0);
      inCommit.open();
    }
    assertThatOthersSee(1);
  }

  private void writeAlso(Ref<Integer> slow) {
    slow.set(1);
    write(1);
  }

  @Test
  void aCommitThatFailsHalfwayLeavesTheOldValuesAndBlocksNobody() {
    StoppableClock clock = new StoppableClock();
    Ref<Integer> slow = Ref.builder(0).history(History.keep(0).withClock(clock)).build();
    Error failure = new AssertionError("a broken clock");
    clock.fail(failure);
    assertThatThrownBy(() -> Transaction.dosync(() -> writeAlso(slow))).isSameAs(failure);
    assertThatOthersSee(0);
    Transaction.dosync(() -> writeAlso(slow));
    assertThatOthersSee(1);
  }

  @ParameterizedTest
  @EnumSource
  void readersBesideManyWritersSeeCommittedValuesOnly(Isolation isolation) {
    TransactionOptions options = Transaction.options().isolation(isolation);
    Threads.together(
        List.of(
            () -> writeOddThenEven(options),
            () -> writeOddAndThrow(options),
            () -> {
              for (int i = 0; i < 10_000; i++) {
                assertThat(first.deref() % 2).isZero();
                options.dosync(() -> assertThat(read()).allMatch(n -> n % 2 == 0));
              }
            }));
  }

  private void writeOddThenEven(TransactionOptions options) {
    for (int i = 0; i < 10_000; i += 2) {
      int even = i;
      options.dosync(
          () -> {
            write(even + 1);
            write(even);
          });
    }
  }

  private void writeOddAndThrow(TransactionOptions options) {
    for (int i = 0; i < 5_000; i++) {
      try {
        options.dosync(
            () -> {
              write(77);
              throw new ArithmeticException("on purpose");
            });
      } catch (ArithmeticException expected) {
        // aborted, as it should be
      }
    }
  }
}
