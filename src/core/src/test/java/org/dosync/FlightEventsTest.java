package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordedEvent;
import org.dosync.Statistics.Collision;
import org.dosync.Statistics.Report;
import org.dosync.Statistics.Runs;
import org.dosync.Statistics.Transactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flight Recorder is told of transactions, their retries, actions, jobs and side effects. */
@Timeout(60)
class FlightEventsTest {

  private static final TransactionOptions LOSER = Transaction.options().name("loser");
  private static final TransactionOptions WINNER =
      Transaction.options().name("winner").propagation(Propagation.REQUIRES_NEW);

  private final Ref<Integer> contended = Ref.builder(0).name("contended").build();
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();
  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  private RecordedEvent transaction(String name) {
    return recorded.events("Transaction").stream()
        .filter(event -> name.equals(event.getString("name")))
        .findFirst()
        .orElseThrow();
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  private RecordedEvent onlyRetry() {
    List<RecordedEvent> retries = recorded.events("Retry");
    assertThat(retries).hasSize(1);
    return retries.get(0);
  }

  private void winOnce() {
    if (tries.incrementAndGet() == 1) {
      WINNER.dosync(() -> contended.alter(n -> n + 10));
    }
  }

  private void assertLost(RecordedEvent retry, RetryCause cause) {
    assertThat(retry.getString("transaction")).isEqualTo("loser");
    assertThat(retry.getInt("number")).isEqualTo(1);
    assertThat(retry.getString("cause")).isEqualTo(cause.text);
    assertThat(retry.getString("ref")).isEqualTo(contended.label());
    assertThat(retry.getString("winner")).isEqualTo("winner");
  }

  // ---- transactions

  @Test
  void transactionTellsItsNameItsTriesAndHowManyRefsItHadToDoWith() {
    LOSER.dosync(() -> other.set(contended.deref() + contended.deref()));

    RecordedEvent event = transaction("loser");
    assertThat(event.getInt("tries")).isEqualTo(1);
    assertThat(event.getBoolean("committed")).isTrue();
    assertThat(event.getString("thrown")).isNull();
    assertThat(event.getInt("refsRead")).isEqualTo(1);
    assertThat(event.getInt("refsWritten")).isEqualTo(1);
    assertThat(event.getInt("lost")).isZero();
    assertThat(event.getString("cause")).isNull();
    assertThat(event.getString("ref")).isNull();
    assertThat(event.getDuration()).isPositive();
  }

  @Test
  void transactionWithoutANameHasThatOfTheClassInWhichItsBodyIsWritten() {
    Transaction.dosync(() -> other.deref());
    Transaction.dosync(
        () -> {
          other.set(1);
        });

    assertThat(recorded.events("Transaction"))
        .extracting(event -> event.getString("name"))
        .containsExactly(getClass().getName(), getClass().getName());
  }

  @Test
  void transactionThatThrowsTellsWhat() {
    assertThatThrownBy(() -> LOSER.dosync(FlightEventsTest::fail))
        .isInstanceOf(IllegalStateException.class);

    RecordedEvent event = transaction("loser");
    assertThat(event.getBoolean("committed")).isFalse();
    assertThat(event.getString("thrown")).isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void snapshotDoesNotKnowHowManyRefsItHasRead() {
    Transaction.options().name("sum").readOnly(true).dosync(() -> other.deref());

    assertThat(transaction("sum").getInt("refsRead")).isEqualTo(-1);
  }

  @Test
  void hooksAreNoPartOfTheTransaction() {
    List<Integer> seen = new ArrayList<>();
    LOSER.dosync(() -> Transaction.onCommit(() -> seen.add(recorded.events("Transaction").size())));

    assertThat(seen).containsExactly(1);
  }

  // ---- retries

  @Test
  void retryAfterAReadConflictTellsTheRefAndTheWinner() {
    LOSER.dosync(
        () -> {
          other.set(contended.deref());
          winOnce();
        });

    assertLost(onlyRetry(), RetryCause.READ_CONFLICT);
    assertThat(transaction("loser").getInt("tries")).isEqualTo(2);
    assertThat(transaction("loser").getInt("lost")).isEqualTo(1);
    assertThat(transaction("loser").getString("cause")).isEqualTo("read conflict");
    assertThat(transaction("loser").getString("ref")).isEqualTo(contended.label());
  }

  @Test
  void retryAfterAWriteConflictTellsTheRefAndTheWinner() {
    LOSER.dosync(
        () -> {
          contended.alter(n -> n + 1);
          winOnce();
        });

    assertLost(onlyRetry(), RetryCause.WRITE_CONFLICT);
  }

  @Test
  void retryAfterAWriteConflictUnderSnapshotTellsTheRefAndTheWinner() {
    LOSER
        .isolation(Isolation.SNAPSHOT)
        .dosync(
            () -> {
              other.deref();
              winOnce();
              contended.alter(n -> n + 1);
            });

    assertLost(onlyRetry(), RetryCause.WRITE_CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void retryForTheSakeOfThePastIsAReadConflict(boolean readOnly) {
    Ref<Integer> past = Ref.builder(0).history(History.keep(9)).build();
    LOSER
        .readOnly(readOnly)
        .isolation(Isolation.SNAPSHOT)
        .dosync(
            () -> {
              other.deref();
              if (tries.incrementAndGet() == 1) {
                WINNER.dosync(() -> past.set(1));
              }
              return past.asOf(Instant.now());
            });

    assertThat(onlyRetry().getString("cause")).isEqualTo("read conflict");
    assertThat(onlyRetry().getString("ref")).isEqualTo(past.label());
    assertThat(onlyRetry().getString("winner")).isEqualTo("winner");
  }

  @Test
  void winnerThatHoldsARefIsToldAsWell() {
    Prepared holder = TwoPhases.tryToPrepare(WINNER, () -> contended.set(1));
    assertThatThrownBy(() -> LOSER.maxRetries(0).dosync(() -> contended.alter(n -> n + 1)))
        .isInstanceOf(RetryLimitException.class);
    holder.rollback();

    assertLost(onlyRetry(), RetryCause.WRITE_CONFLICT);
  }

  @Test
  void winnerWithoutANameIsToldByItsClass() {
    LOSER.dosync(
        () -> {
          other.set(contended.deref());
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> contended.alter(n -> n + 1)));
          }
        });

    assertThat(onlyRetry().getString("winner")).isEqualTo(getClass().getName());
  }

  @Test
  void restartThatTheEngineMakesForItselfIsNoConflict() {
    LOSER.dosync(
        () -> {
          for (int i = 0; i < 50; i++) {
            other.deref();
          }
          winOnce();
          other.set(1);
        });

    assertThat(onlyRetry().getString("cause")).isEqualTo("restart");
    assertThat(onlyRetry().getString("ref")).isNull();
    assertThat(transaction("loser").getInt("lost")).isZero();
  }

  @Test
  void readerWhoseVersionIsGoneTellsAFault() {
    Transaction.options()
        .name("loser")
        .readOnly(true)
        .dosync(
            () -> {
              other.deref();
              if (tries.incrementAndGet() == 1) {
                for (int i = 0; i < 100; i++) {
                  WINNER.dosync(() -> contended.alter(n -> n + 1));
                }
              }
              return contended.deref();
            });

    assertThat(onlyRetry().getString("cause")).isEqualTo("fault");
  }

  @Test
  void waitForAChangeIsNoConflict() {
    try (Threads threads = new Threads()) {
      Gate inside = new Gate();
      threads.start(
          () ->
              LOSER.dosync(
                  () -> {
                    int seen = contended.deref();
                    inside.pass();
                    Transaction.check(seen > 0);
                  }));
      inside.awaitArrival();
      inside.open();
      WINNER.dosync(() -> contended.set(1));
    }

    assertThat(onlyRetry().getString("cause")).isEqualTo("wait");
    assertThat(transaction("loser").getInt("lost")).isZero();
  }

  // ---- agents, jobs, side effects

  @Test
  void actionTellsItsAgentWhereItComesFromAndWhatItThrows() {
    Agent<Integer> log = Agent.builder(0).name("log").errorHandler((agent, thrown) -> {}).build();
    log.send(n -> n + 1);
    log.send(
        n -> {
          throw new IllegalStateException("on purpose");
        });
    Agent.await(log);

    List<RecordedEvent> events = recorded.events("AgentAction");
    assertThat(events).extracting(event -> event.getString("agent")).containsExactly("log", "log");
    assertThat(events)
        .extracting(event -> event.getString("action"))
        .containsOnly(getClass().getName());
    assertThat(events)
        .extracting(event -> event.getString("thrown"))
        .containsExactly(null, IllegalStateException.class.getName());
    assertThat(events.get(0).getLong("queue")).isPositive();
  }

  @Test
  void agentWithoutANameIsToldApart() {
    Agent<Integer> agent = Agent.of(0);
    agent.submit(n -> n + 1).join();

    assertThat(recorded.events("AgentAction").get(0).getString("agent")).isEqualTo(agent.label());
    assertThat(agent.toString()).contains(agent.label());
  }

  @Test
  void jobTellsItsDescriptionItsRunAndWhatItThrows() {
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("flight").build();
        CaughtFailures failures = new CaughtFailures()) {
      Scheduler scheduler = Scheduler.on(runtime);
      Job job =
          scheduler.every(
              Duration.ofDays(1), FlightEventsTest::fail, Scheduler.options().description("beat"));
      Waiting.until(() -> job.runs() == 1 && job.state().running().isEmpty());
      job.runNow();
      Waiting.until(() -> job.runs() == 2 && job.state().running().isEmpty());
      assertThat(failures.all()).hasSize(2);
    }

    List<RecordedEvent> events = recorded.events("Job");
    assertThat(events).extracting(event -> event.getString("job")).containsExactly("beat", "beat");
    assertThat(events).extracting(event -> event.getLong("run")).containsExactly(1L, 2L);
    assertThat(events)
        .extracting(event -> event.getString("thrown"))
        .containsOnly(IllegalStateException.class.getName());
  }

  @Test
  void sideEffectTellsWhatWhereInWhichTransactionAndTry() {
    assertThatThrownBy(() -> LOSER.dosync(() -> Transaction.io("sends a letter")))
        .isInstanceOf(SideEffectInTransactionException.class);

    RecordedEvent event = recorded.events("SideEffect").get(0);
    assertThat(event.getString("transaction")).isEqualTo("loser");
    assertThat(event.getInt("number")).isEqualTo(1);
    assertThat(event.getString("effect")).isEqualTo("CUSTOM");
    assertThat(event.getString("operation")).isEqualTo("sends a letter");
    assertThat(event.getString("decision")).isEqualTo("FORBID");
    assertThat(event.getString("callSite")).contains("FlightEventsTest");
    assertThat(event.getStackTrace().getFrames()).isNotEmpty();
  }

  @Test
  void sideEffectInATransactionWithoutANameTellsTheNameThatTheTransactionHas() {
    assertThatThrownBy(() -> Transaction.dosync(() -> Transaction.io("sends a letter")))
        .isInstanceOf(SideEffectInTransactionException.class);

    assertThat(recorded.events("SideEffect").get(0).getString("transaction"))
        .isEqualTo(recorded.events("Transaction").get(0).getString("name"))
        .isEqualTo(getClass().getName());
  }

  // ---- thresholds

  @Test
  void whatTakesLongerThanTheThresholdIsTold() {
    recorded.close(); // of two recordings the lower threshold counts
    try (Recorded longer = new Recorded(Duration.ofNanos(1));
        DosyncRuntime runtime = DosyncRuntime.builder().name("flight").build()) {
      LOSER.dosync(
          () -> {
            contended.alter(n -> n + 1);
            winOnce();
          });
      Agent.builder(0).build().submit(n -> n + 1).join();
      Job job = Scheduler.on(runtime).after(Duration.ZERO, () -> {});
      Waiting.until(() -> job.runs() == 1 && job.state().running().isEmpty());

      assertThat(longer.events("Transaction")).hasSize(2);
      assertThat(longer.events("Retry")).hasSize(1);
      assertThat(longer.events("AgentAction")).hasSize(1);
      assertThat(longer.events("Job")).hasSize(1);
    }
  }

  // ---- a report of a recording

  @Test
  void reportOfARecordingIsThatOfTheStatistics() throws IOException {
    try (Statistics statistics = Statistics.start()) {
      LOSER.dosync(
          () -> {
            contended.alter(n -> n + 1);
            winOnce();
          });
      Agent.builder(0).name("log").build().submit(n -> n + 1).join();
      Report expected = statistics.report();
      Report found = FromRecording.read(recorded.dump());

      assertThat(found.collisions())
          .isEqualTo(expected.collisions())
          .containsExactly(new Collision("loser", "winner", 1));
      assertThat(found.refs()).isEqualTo(expected.refs());
      assertThat(found.transactions())
          .extracting(Transactions::name, Transactions::commits, Transactions::tries)
          .containsExactlyInAnyOrder(tuple("loser", 1L, 2L), tuple("winner", 1L, 1L));
      assertThat(found.agents())
          .extracting(Runs::name, Runs::runs)
          .containsExactly(tuple("log", 1L));
      assertThat(found.time()).isPositive();
    }
  }

  // ---- nobody records

  @Test
  void nothingIsNotedWhenTheRecordingHasEnded() {
    recorded.close();

    assertThat(TransactionRecord.begin(LOSER, () -> 1)).isNull();
  }

  @Test
  void whatStaysWithTheVersionsOfARecordedTransactionGoesWithTheNext() {
    WINNER.dosync(() -> contended.set(1));
    assertThat(Version.newest(contended).owner().writeCount()).isZero();
    recorded.close();
    WINNER.dosync(() -> contended.set(2));

    assertThat(Version.newest(contended).owner()).isNull();
  }
}
