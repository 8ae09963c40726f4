package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.dosync.Agent;
import org.dosync.Ref;
import org.dosync.RetryLimitException;
import org.dosync.Scheduler;
import org.dosync.Statistics;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a test can ask, and the conflicts it can force. */
class ProbeTest {

  private static final TransactionOptions BOOK = Transaction.options().name("book").maxRetries(2);

  @Nested
  @DosyncTest
  class InATest {

    private final Ref<Integer> seats = Ref.of(10);

    private void book() {
      BOOK.dosync(
          () -> {
            seats.alter(n -> n - 1);
          });
    }

    @Test
    void transactionsAreCounted() {
      book();
      assertThatThrownBy(
              () ->
                  BOOK.dosync(
                      () -> {
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      assertThat(Probe.tries("book")).isEqualTo(4);
      assertThat(Probe.commits("book")).isEqualTo(1);
      assertThat(Probe.aborts("book")).isEqualTo(1);
      assertThat(Probe.commits("another")).isZero();
    }

    @Test
    void transactionsWithoutANameKeepThatOfTheirClassInStatistics() {
      try (Statistics statistics = Statistics.start()) {
        Transaction.dosync(() -> seats.deref());
        assertThat(statistics.report().transactions())
            .extracting(Statistics.Transactions::name)
            .containsExactly(getClass().getName());
      }
    }

    // tag::conflicts[]
    @Test
    void conflictsAreForced() {
      Probe.forceConflicts("book", 2);
      book();
      assertThat(seats.deref()).isEqualTo(9);
      assertThat(Probe.commits("book")).isEqualTo(1);
      assertThat(Probe.tries("book")).isEqualTo(4); // one given up, two lost
    }

    // end::conflicts[]

    @Test
    void forcedConflictsCountAgainstTheLimit() {
      Probe.forceConflicts("book", 3);
      assertThatThrownBy(this::book).isInstanceOf(RetryLimitException.class);
      assertThat(seats.deref()).isEqualTo(10);
      assertThat(Probe.aborts("book")).isEqualTo(1);
    }

    @Test
    void aForbiddenEffectIsNotTriedAgain() {
      assertThatThrownBy(() -> BOOK.dosync(() -> Transaction.io("sends the invoice")))
          .hasMessage("sends the invoice");
      assertThat(Probe.tries("book")).isEqualTo(1);
    }

    @Test
    void sendsAndRunsAreCounted() {
      Agent<Integer> sold = Agent.builder(0).name("sold").build();
      BOOK.dosync(
          () -> {
            sold.send(n -> n + 1);
          });
      sold.send(n -> n + 1);
      Scheduler.create().after(Duration.ZERO, () -> {}, Scheduler.options().description("backup"));
      Probe.awaitQuiescent();
      assertThat(Probe.sends("sold")).isEqualTo(2);
      assertThat(Probe.runs("sold")).isEqualTo(2);
      assertThat(Probe.runs("backup")).isEqualTo(1);
    }

    @Test
    void theClockMustBeAskedFor() {
      assertThatThrownBy(Probe::clock)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Only for a test with @DosyncTest(manualClock = true)");
    }

    @Test
    void negativeTimesAreRefused() {
      assertThatThrownBy(() -> Probe.forceConflicts("book", -1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("times must be 0 or more, not -1");
    }
  }

  @Nested
  @DosyncTest(retries = 3)
  class WithMoreRetries {

    @Test
    @DosyncTest(retries = 0)
    void theNearestAnnotationCounts() {
      BOOK.dosync(() -> 1);
      assertThat(Probe.tries("book")).isEqualTo(1);
    }

    @Test
    void allOfThemAreGivenUp() {
      BOOK.dosync(() -> 1);
      assertThat(Probe.tries("book")).isEqualTo(4);
    }
  }

  @Test
  void outsideATestNothingIsObserved() {
    BOOK.dosync(() -> 1);
    assertThatThrownBy(() -> Probe.tries("book"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Only for a test with @DosyncTest, while it runs");
  }
}
