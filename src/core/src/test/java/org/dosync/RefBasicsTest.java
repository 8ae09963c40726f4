package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bob moves to San Francisco: the refs of the article that started this project. */
@Timeout(60)
class RefBasicsTest {

  private static final int READERS = 2;
  private static final int READS = 50_000;
  private static final Whole CHICAGO = new Whole("Chicago", 30_000);
  private static final Whole SAN_FRANCISCO = new Whole("San Francisco", 45_000);

  private final Ref<String> location = Ref.of("Chicago");
  private final Ref<Integer> salary = Ref.of(30_000);

  /** What is known of Bob at one moment. */
  private record Whole(String location, int salary) {}

  private Whole bob() {
    return new Whole(location.deref(), salary.deref());
  }

  private void move(String city, int raise) {
    Transaction.dosync(
        () -> {
          location.set(city);
          salary.alter(s -> s + raise);
        });
  }

  @Test
  void valueThatAReaderHoldsDoesNotChange() {
    String held = location.deref();

    Transaction.dosync(() -> location.set("San Francisco"));

    assertThat(held).isEqualTo("Chicago");
    assertThat(location.deref()).isEqualTo("San Francisco");
  }

  @Test
  void moveChangesLocationAndSalary() {
    move("San Francisco", 15_000);

    assertThat(bob()).isEqualTo(SAN_FRANCISCO);
  }

  @Test
  void moveIsSeenAtOnceInsideAndOnlyAfterTheCommitOutside() {
    Transaction.dosync(
        () -> {
          assertThat(location.set("San Francisco")).isEqualTo("San Francisco");
          assertThat(salary.alter(s -> s + 15_000)).isEqualTo(45_000);
          assertThat(bob()).isEqualTo(SAN_FRANCISCO);
          Threads.elsewhere(() -> assertThat(bob()).isEqualTo(CHICAGO));
        });

    assertThat(bob()).isEqualTo(SAN_FRANCISCO);
  }

  static Stream<TransactionOptions> transactionsThatRead() {
    TransactionOptions options = Transaction.options();
    return Stream.of(
        options.name("default"),
        options.name("read-only").readOnly(true),
        options.name("snapshot").isolation(Isolation.SNAPSHOT),
        options.name("read-only snapshot").readOnly(true).isolation(Isolation.SNAPSHOT));
  }

  @ParameterizedTest
  @MethodSource("transactionsThatRead")
  void readersNeverSeeBobHalfMoved(TransactionOptions reading) {
    AtomicBoolean done = new AtomicBoolean();

    try (Threads mover = new Threads()) {
      mover.start(
          () -> {
            while (!done.get()) {
              move("San Francisco", 15_000);
              move("Chicago", -15_000);
            }
          });
      try {
        Threads.together(READERS, index -> () -> readOften(reading));
      } finally {
        done.set(true);
      }
    }

    assertThat(bob()).isEqualTo(CHICAGO);
  }

  private void readOften(TransactionOptions reading) {
    for (int i = 0; i < READS; i++) {
      Whole seen = reading.dosync(this::bob);
      if (!seen.equals(CHICAGO) && !seen.equals(SAN_FRANCISCO)) {
        throw new AssertionError("Half moved: " + seen);
      }
    }
  }

  /** The try itself sees a moment, also if it is going to be retried. */
  @Test
  void moverNeverSeesBobHalfMovedByAnother() {
    AtomicInteger moves = new AtomicInteger();

    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                Transaction.dosync(
                    () -> {
                      Whole seen = bob();
                      if (!seen.equals(CHICAGO) && !seen.equals(SAN_FRANCISCO)) {
                        throw new AssertionError("Half moved: " + seen);
                      }
                      boolean back = seen.equals(SAN_FRANCISCO);
                      location.set(back ? "Chicago" : "San Francisco");
                      salary.alter(s -> s + (back ? -15_000 : 15_000));
                    });
                moves.incrementAndGet();
              }
            });

    assertThat(moves.get()).isEqualTo(20_000);
    assertThat(bob()).isEqualTo(CHICAGO);
  }

  @Test
  void refCannotBeChangedOutsideATransaction() {
    AtomicInteger runs = new AtomicInteger();
    List<Runnable> changes =
        List.of(
            () -> salary.set(0),
            () -> salary.alter(s -> runs.incrementAndGet()),
            () -> salary.commute(s -> runs.incrementAndGet()),
            salary::ensure);

    for (Runnable change : changes) {
      assertThatThrownBy(change::run)
          .isInstanceOf(NoTransactionException.class)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("No transaction running");
    }
    assertThat(salary.deref()).isEqualTo(30_000);
    assertThat(runs.get()).isZero();
  }

  /** A thread started in the body is outside: it sees committed values and may change none. */
  @Test
  void refCannotBeChangedByAThreadThatTheTransactionStarted() {
    Transaction.dosync(
        () -> {
          salary.set(1);
          Threads.elsewhere(
              () -> {
                assertThat(Transaction.isRunning()).isFalse();
                assertThat(salary.deref()).isEqualTo(30_000);
                assertThatThrownBy(() -> salary.set(2)).isInstanceOf(NoTransactionException.class);
              });
        });

    assertThat(salary.deref()).isEqualTo(1);
  }

  /** What of it runs on the body's own thread is inside, the rest is not. */
  @Test
  void parallelStreamIsInTheTransactionOnItsThreadOnly() {
    Thread own = Thread.currentThread();
    IntConsumer look =
        i -> {
          boolean inside = Thread.currentThread() == own;
          assertThat(Transaction.isRunning()).isEqualTo(inside);
          assertThat(salary.deref()).isEqualTo(inside ? 1 : 30_000);
        };
    Transaction.dosync(
        () -> {
          salary.set(1);
          Transaction.allow(
              Set.of(Effect.THREAD), () -> IntStream.range(0, 1_000).parallel().forEach(look));
        });
  }

  @Test
  void ofTwoTransactionsOnOneRefOneIsRetriedAndBothTakeEffect() {
    AtomicInteger tries = new AtomicInteger();
    Gate gate = new Gate();

    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    tries.incrementAndGet();
                    int before = salary.deref();
                    gate.pass();
                    salary.set(before + 1_000);
                  }));
      gate.awaitArrival();
      Transaction.dosync(() -> salary.alter(s -> s * 2));
      gate.open();
    }

    assertThat(tries.get()).isEqualTo(2);
    assertThat(salary.deref()).isEqualTo(61_000);
  }

  @Test
  void racingTransactionsOnOneRefAllTakeEffect() {
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                Transaction.dosync(() -> salary.alter(s -> s + 1));
              }
            });

    assertThat(salary.deref()).isEqualTo(50_000);
  }
}
