package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts of the past: where did Bob live then? */
@Timeout(60)
class HistoryTest {

  private static final Instant START = StoppableClock.START;

  private final StoppableClock clock = new StoppableClock();
  private final History history = History.keep(5).withClock(clock);
  private final Ref<String> city = Ref.builder("Chicago").history(history).build();
  private final Ref<Integer> salary = Ref.builder(30_000).history(history).build();
  private final AtomicInteger tries = new AtomicInteger();

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private void move(long second, String newCity, int newSalary) {
    clock.set(at(second));
    Transaction.dosync(
        () -> {
          city.set(newCity);
          salary.set(newSalary);
        });
  }

  @Test
  void aRefTellsWhatItWasAtAMoment() {
    move(10, "San Francisco", 45_000);
    move(20, "Boston", 50_000);
    clock.set(at(30));
    assertThat(city.asOf(at(0))).isEqualTo("Chicago");
    assertThat(city.asOf(at(10).minusNanos(1))).isEqualTo("Chicago");
    assertThat(city.asOf(at(10))).isEqualTo("San Francisco");
    assertThat(city.asOf(at(19))).isEqualTo("San Francisco");
    assertThat(city.asOf(at(20))).isEqualTo("Boston");
    assertThat(city.asOf(at(30))).isEqualTo("Boston");
    assertThat(city.deref()).isEqualTo("Boston");
  }

  @Test
  void severalRefsTellWhatTheyWereTogether() {
    for (int i = 1; i <= 5; i++) {
      move(i, "city " + i, i);
    }
    for (int i = 1; i <= 5; i++) {
      assertThat(city.asOf(at(i))).isEqualTo("city " + i);
      assertThat(salary.asOf(at(i))).isEqualTo(i);
    }
  }

  /** At each moment the two are of the same commit, though the reader knows no commit's moment. */
  @Test
  void theFactsOfOneMomentAreThoseOfOneCommitBesideAManWhoMovesAllTheTime() {
    History real = History.keep(10_000);
    Ref<Integer> left = Ref.builder(0).history(real).build();
    Ref<Integer> right = Ref.builder(0).history(real).build();
    Threads.together(
        List.of(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                Transaction.dosync(
                    () -> {
                      left.alter(n -> n + 1);
                      right.alter(n -> n + 1);
                    });
              }
            },
            () -> {
              for (int i = 0; i < 10_000; i++) {
                Instant moment = Instant.now();
                assertThat(right.asOf(moment)).isEqualTo(left.asOf(moment));
              }
            }));
    assertThat(left.historyCount()).isEqualTo(10_000);
  }

  @Test
  void whatWasAnsweredOnceIsAnsweredAlways() {
    move(10, "San Francisco", 45_000);
    assertThat(city.asOf(at(10))).isEqualTo("San Francisco");
    move(10, "Boston", 50_000);
    assertThat(city.asOf(at(10))).isEqualTo("San Francisco");
    assertThat(salary.asOf(at(10))).as("asked about the same moment").isEqualTo(45_000);
    assertThat(city.asOf(at(10).plusNanos(1))).isEqualTo("Boston");
  }

  @Test
  void momentsGoOnWhereTheClockStandsStill() {
    move(10, "San Francisco", 45_000);
    move(10, "Boston", 50_000);
    clock.set(at(11));
    assertThat(city.asOf(at(10))).isEqualTo("San Francisco");
    assertThat(city.asOf(at(10).plusNanos(1))).isEqualTo("Boston");
  }

  @Test
  void momentsGoOnWhereTheClockJumpsBack() {
    move(10, "San Francisco", 45_000);
    move(-3_600, "Boston", 50_000);
    assertThat(city.asOf(at(0))).isEqualTo("Chicago");
    assertThat(city.asOf(at(10))).isEqualTo("San Francisco");
    assertThat(city.asOf(at(10).plusNanos(1))).isEqualTo("Boston");
    assertThat(salary.asOf(at(10).plusNanos(1))).isEqualTo(50_000);
    move(20, "New York", 60_000);
    assertThat(city.asOf(at(20).minusNanos(1))).isEqualTo("Boston");
    assertThat(city.asOf(at(20))).isEqualTo("New York");
  }

  /** Nanoseconds since 1970 end in 2262, and nothing would be later than the last. */
  @Test
  void aClockPastTheYear2261IsRefusedAndWhatWasAnsweredStays() {
    clock.set(Instant.parse("2261-12-31T23:59:59Z"));
    Transaction.dosync(() -> city.set("San Francisco"));
    for (Instant late : List.of(Instant.parse("2262-01-01T00:00:00Z"), Instant.MAX)) {
      clock.set(late);
      assertThatThrownBy(() -> Transaction.dosync(() -> city.set("Boston")))
          .isInstanceOf(DosyncException.class)
          .hasMessageContaining(late.toString());
      assertThatThrownBy(() -> city.asOf(late)).isInstanceOf(DosyncException.class);
    }
    move(10, "New York", 60_000);
    assertThat(city.asOf(Instant.parse("2261-12-31T23:59:59Z"))).isEqualTo("San Francisco");
    assertThat(city.deref()).isEqualTo("New York");
  }

  @Test
  void theFutureIsUnknown() {
    assertThatThrownBy(() -> city.asOf(at(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("future");
    assertThatThrownBy(() -> city.asOf(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    move(1, "San Francisco", 45_000);
    assertThat(city.asOf(at(1))).isEqualTo("San Francisco");
  }

  @Test
  void aMomentBeforeTheFirstValueIsRefusedAndTheOldestTold() {
    move(10, "San Francisco", 45_000);
    for (Instant moment : List.of(at(-1), Instant.MIN)) {
      HistoryException thrown =
          catchThrowableOfType(HistoryException.class, () -> city.asOf(moment));
      assertThat(thrown.oldest()).isEqualTo(START);
      assertThat(thrown).hasMessageContaining(moment.toString());
    }
  }

  @Test
  void onlySoManyPastValuesAreKept() {
    for (int i = 1; i <= 100; i++) {
      move(i, "city " + i, i);
      assertThat(city.historyCount()).isEqualTo(Math.min(i, 5));
    }
    assertThat(city.asOf(at(95))).isEqualTo("city 95");
    HistoryException thrown =
        catchThrowableOfType(HistoryException.class, () -> salary.asOf(at(1)));
    assertThat(thrown.oldest()).isBetween(at(60), at(95));
    long second = Duration.between(START, thrown.oldest()).toSeconds();
    assertThat(salary.asOf(thrown.oldest())).isEqualTo((int) second);
  }

  @Test
  void memoryForPastValuesIsBounded() {
    moveAThousandTimes();
    assertThat(Chain.length(city)).isLessThan(40);
  }

  /** Not only after as many commits as it has seen. */
  @Test
  void whatALongReaderNeedsIsForgottenWithTheFirstCommitAfterIt() {
    int during =
        TransactionKind.SNAPSHOT.options.dosync(
            () -> {
              city.deref();
              Threads.elsewhere(this::moveAThousandTimes);
              salary.deref(); // the second time it finds the one of its moment
              return Chain.length(city);
            });
    assertThat(during).isGreaterThan(1_000);
    move(2_001, "Springfield", 60_000);
    assertThat(Chain.length(city)).isLessThan(40);
    assertThat(city.historyCount()).isEqualTo(5);
  }

  private void moveAThousandTimes() {
    for (int i = 1; i <= 1_000; i++) {
      move(i, "city " + i, i);
    }
  }

  @Test
  void valuesOfASpanOfTimeAreKept() {
    History anHour = History.keepFor(Duration.ofHours(1), 1_000).withClock(clock);
    Ref<Integer> ref = Ref.builder(0).history(anHour).build();
    for (int minute = 1; minute <= 120; minute++) {
      int value = minute;
      clock.set(START.plus(Duration.ofMinutes(minute)));
      Transaction.dosync(() -> ref.set(value));
    }
    assertThat(ref.historyCount()).isEqualTo(60);
    assertThat(ref.asOf(START.plus(Duration.ofMinutes(60)))).isEqualTo(60);
    clock.set(START.plus(Duration.ofHours(10)));
    assertThat(ref.historyCount()).as("by now they are all old").isZero();
    assertThat(ref.asOf(START.plus(Duration.ofHours(10)))).isEqualTo(120);
  }

  @Test
  void ofASpanOfTimeOnlySoManyAreKept() {
    History few = History.keepFor(Duration.ofHours(1), 3).withClock(clock);
    Ref<Integer> ref = Ref.builder(0).history(few).build();
    for (int i = 1; i <= 50; i++) {
      int value = i;
      clock.advance(1);
      Transaction.dosync(() -> ref.set(value));
    }
    assertThat(ref.historyCount()).isEqualTo(3);
  }

  @Test
  void aRefWithoutHistoryTellsSo() {
    Ref<Integer> ref = Ref.of(1);
    Transaction.dosync(() -> ref.set(2));
    assertThat(ref.history()).isSameAs(History.NONE);
    assertThat(ref.historyCount()).isZero();
    HistoryException thrown =
        catchThrowableOfType(HistoryException.class, () -> ref.asOf(Instant.now()));
    assertThat(thrown.oldest()).isNull();
    assertThat(thrown).hasMessageContaining("no history");
  }

  @Test
  void negativeLimitsAreRefused() {
    assertThatThrownBy(() -> History.keep(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> History.keepFor(Duration.ofHours(1), -1))
        .isInstanceOf(IllegalArgumentException.class);
    for (Duration age : List.of(Duration.ZERO, Duration.ofHours(-1))) {
      assertThatThrownBy(() -> History.keepFor(age, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsNotCommittedIsNoFact() {
    clock.set(at(10));
    Transaction.dosync(
        () -> {
          city.set("San Francisco");
          assertThat(city.asOf(at(10))).isEqualTo("Chicago");
          assertThat(city.deref()).isEqualTo("San Francisco");
        });
    assertThat(city.asOf(at(10).plusNanos(1)))
        .as("later than the moment that was asked about")
        .isEqualTo("San Francisco");
  }

  @ParameterizedTest
  @EnumSource
  void inATransactionFactsAndValuesFitTogether(TransactionKind kind) {
    boolean[] first = {true};
    String seen =
        kind.options.dosync(
            () -> {
              int before = salary.deref();
              if (first[0]) {
                first[0] = false;
                Threads.elsewhere(() -> move(10, "San Francisco", 45_000));
              }
              String then = city.asOf(at(10));
              return then + " " + salary.deref() + " " + before;
            });
    assertThat(seen).isEqualTo("San Francisco 45000 45000");
  }

  @ParameterizedTest
  @EnumSource
  void inATransactionFactsOfThePastAreNoReasonToRetry(TransactionKind kind) {
    String seen =
        kind.options.dosync(
            () -> {
              tries.incrementAndGet();
              String then = city.asOf(at(0));
              Threads.elsewhere(() -> move(10, "San Francisco", 45_000));
              return then + " " + city.asOf(at(0)) + " " + salary.asOf(at(0));
            });
    assertThat(seen).isEqualTo("Chicago Chicago 30000");
    assertThat(tries).hasValue(1);
  }

  /** Asked for while the commit is under way, and its moment has been given already. */
  @Test
  void aFactIsToldOnlyWhenItsCommitIsDecided() {
    Gate inCommit = clock.stop();
    try (Threads threads = new Threads()) {
      threads.start(() -> move(0, "San Francisco", 45_000));
      inCommit.awaitArrival();
      threads.start(
          () -> {
            String then = city.asOf(at(0));
            assertThat(salary.asOf(at(0))).isEqualTo(then.equals("Chicago") ? 30_000 : 45_000);
          });
      inCommit.open();
    }
  }

  @Test
  void aClockThatFailsAbortsTheCommit() {
    clock.fail(new AssertionError("a broken clock"));
    assertThatThrownBy(() -> move(10, "San Francisco", 45_000)).hasMessage("a broken clock");
    assertThat(city.deref()).isEqualTo("Chicago");
    assertThat(city.historyCount()).isZero();
    move(20, "Boston", 50_000);
    assertThat(city.asOf(at(20))).isEqualTo("Boston");
  }
}
