package org.dosync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Statistics.Collision;
import org.dosync.Statistics.Contended;
import org.dosync.Statistics.Report;
import org.dosync.Statistics.Runs;
import org.dosync.Statistics.Transactions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statistics count what transactions, agents and jobs do, while somebody asks for them. */
@Timeout(60)
class StatisticsTest {

  private static final TransactionOptions TRANSFER = Transaction.options().name("transfer");
  private static final TransactionOptions AUDIT = Transaction.options().name("audit");

  private final Ref<Integer> balance = Ref.builder(0).name("balance").build();
  private final Ref<Integer> other = Ref.of(0);
  private final AtomicReference<@Nullable Statistics> started = new AtomicReference<>();

  private static Transactions transactions(Report report, String name) {
    return report.transactions().stream()
        .filter(line -> line.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Runs only(List<Runs> lines, String name) {
    assertThat(lines).extracting(Runs::name).contains(name);
    return lines.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow();
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  /** An audit that loses its first try to a transfer. */
  private void collide() {
    collide(AUDIT);
  }

  private void collide(TransactionOptions options) {
    AtomicInteger tries = new AtomicInteger();
    options.dosync(
        () -> {
          other.set(balance.deref());
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> TRANSFER.dosync(() -> balance.alter(n -> n + 1)));
          }
        });
  }

  @Test
  void countsAreExactWhateverTheThreadsDo() {
    try (Statistics statistics = Statistics.start()) {
      AtomicInteger bodies = new AtomicInteger();
      Threads.together(
          4,
          i ->
              () -> {
                for (int n = 0; n < 2_000; n++) {
                  TRANSFER.dosync(
                      () -> {
                        bodies.incrementAndGet();
                        other.set(balance.deref());
                        balance.alter(b -> b + 1);
                      });
                }
              });

      Report report = statistics.report();
      Transactions line = transactions(report, "transfer");
      assertThat(line.commits()).isEqualTo(8_000).isEqualTo(balance.deref().longValue());
      assertThat(line.aborts()).isZero();
      assertThat(line.tries()).isEqualTo(bodies.get());
      // None on a good day; those that are forced are below.
      assertThat(line.lost()).isNotNegative().isLessThanOrEqualTo(line.tries() - 8_000);
      assertThat(line.total()).isGreaterThan(line.longest());
      assertThat(report.refs().stream().mapToLong(Contended::lost).sum()).isEqualTo(line.lost());
      assertThat(report.collisions().stream().mapToLong(Collision::lost).sum())
          .isEqualTo(line.lost());
    }
  }

  @Test
  void collisionNamesLoserWinnerAndRef() {
    try (Statistics statistics = Statistics.start()) {
      collide();
      collide();

      Report report = statistics.report();
      assertThat(report.collisions()).containsExactly(new Collision("audit", "transfer", 2));
      assertThat(report.refs()).containsExactly(new Contended(balance.label(), 2));
      assertThat(transactions(report, "audit").lost()).isEqualTo(2);
      assertThat(transactions(report, "audit").tries()).isEqualTo(4);
      assertThat(transactions(report, "transfer").lost()).isZero();
    }
  }

  @Test
  void winnerFromBeforeTheStartIsNotKnown() {
    AtomicInteger tries = new AtomicInteger();
    try (Threads threads = new Threads()) {
      Gate begun = new Gate();
      threads.start(
          () ->
              TRANSFER.dosync(
                  () -> {
                    begun.pass();
                    balance.set(1);
                  }));
      begun.awaitArrival();
      try (Statistics statistics = Statistics.start()) {
        AUDIT.dosync(
            () -> {
              other.set(balance.deref());
              if (tries.incrementAndGet() == 1) {
                begun.open();
                Waiting.until(
                    () -> {
                      Version newest = Version.newest(balance);
                      return newest.value.equals(1) && newest.owner() == null;
                    });
              }
            });

        assertThat(statistics.report().collisions())
            .containsExactly(new Collision("audit", "(unknown)", 1));
        assertThat(statistics.report().transactions())
            .extracting(Transactions::name)
            .containsExactly("audit");
      }
    }
  }

  @Test
  void whatIsThrownCountsAsAnAbort() {
    try (Statistics statistics = Statistics.start()) {
      assertThatThrownBy(() -> TRANSFER.dosync(StatisticsTest::fail))
          .isInstanceOf(IllegalStateException.class);

      Transactions line = transactions(statistics.report(), "transfer");
      assertThat(line.commits()).isZero();
      assertThat(line.aborts()).isEqualTo(1);
      assertThat(line.tries()).isEqualTo(1);
    }
  }

  @Test
  void tryThatIsNotRepeatedIsCountedOnce() {
    try (Statistics statistics = Statistics.start()) {
      assertThatThrownBy(() -> collide(AUDIT.maxRetries(0)))
          .isInstanceOf(RetryLimitException.class);
      Transactions audit = transactions(statistics.report(), "audit");
      assertThat(audit.aborts()).isEqualTo(1);
      assertThat(audit.lost()).isEqualTo(1);
      assertThat(audit.tries()).isEqualTo(1);
    }
  }

  @Test
  void tryWhoseWaitEndsByATimeoutIsCountedOnce() {
    TransactionOptions impatient = AUDIT.timeout(Duration.ofMillis(1));
    try (Statistics statistics = Statistics.start()) {
      assertThatThrownBy(() -> impatient.dosync(() -> Transaction.check(balance.deref() > 0)))
          .isInstanceOf(TransactionTimeoutException.class);
      assertThat(transactions(statistics.report(), "audit").tries()).isEqualTo(1);
    }
  }

  @Test
  void partOfAnotherTransactionIsNotCountedByItself() {
    try (Statistics statistics = Statistics.start()) {
      TRANSFER.dosync(() -> AUDIT.dosync(() -> balance.deref()));

      assertThat(statistics.report().transactions())
          .extracting(Transactions::name)
          .containsExactly("transfer");
    }
  }

  @Test
  void agentsAndJobsAreCountedByName() {
    try (Statistics statistics = Statistics.start();
        DosyncRuntime runtime = DosyncRuntime.builder().name("counted").build()) {
      Agent<Integer> log =
          Agent.builder(0).name("log").runtime(runtime).errorHandler((a, thrown) -> {}).build();
      log.send(n -> n + 1);
      log.send(
          n -> {
            fail();
            return n;
          });
      Agent.await(log);
      Job job =
          Scheduler.on(runtime)
              .every(Duration.ofDays(1), () -> {}, Scheduler.options().description("beat"));
      Waiting.until(() -> job.runs() == 1 && job.state().running().isEmpty());

      Report report = statistics.report();
      assertThat(only(report.agents(), "log").runs()).isEqualTo(2);
      assertThat(only(report.agents(), "log").failures()).isEqualTo(1);
      assertThat(only(report.jobs(), "beat").runs()).isEqualTo(1);
      assertThat(only(report.jobs(), "beat").failures()).isZero();
    }
  }

  @Test
  void severalCountEachForItself() {
    try (Statistics first = Statistics.start()) {
      collide();
      try (Statistics second = Statistics.start()) {
        collide();
        assertThat(transactions(first.report(), "audit").commits()).isEqualTo(2);
        assertThat(transactions(second.report(), "audit").commits()).isEqualTo(1);
      }
      collide();
      assertThat(transactions(first.report(), "audit").commits()).isEqualTo(3);
    }
  }

  @Test
  void transactionThatBeganBeforeTheStartOfTheSecondIsCountedByTheFirstAlone() {
    try (Statistics first = Statistics.start();
        Statistics second = AUDIT.dosync(this::loseAfterAStart)) {
      assertThat(transactions(first.report(), "audit").tries()).isEqualTo(2);
      Report report = second.report();
      assertThat(report.transactions()).extracting(Transactions::name).containsOnly("transfer");
      assertThat(report.collisions()).isEmpty();
    }
  }

  /** Reads and changes again what a transfer has changed meanwhile, the first time. */
  private Statistics loseAfterAStart() {
    other.set(balance.deref());
    Statistics running = started.get();
    if (running != null) {
      return running;
    }
    started.set(Statistics.start());
    Threads.elsewhere(() -> TRANSFER.dosync(() -> balance.alter(n -> n + 1)));
    return requireNonNull(started.get());
  }

  @Test
  void actionThatBeganBeforeTheStartOfTheSecondIsCountedByTheFirstAlone() {
    Gate inside = new Gate();
    Agent<Integer> log = Agent.builder(0).name("log").build();
    try (Statistics first = Statistics.start()) {
      log.send(
          n -> {
            inside.pass();
            return n + 1;
          });
      inside.awaitArrival();
      try (Statistics second = Statistics.start()) {
        inside.open();
        Agent.await(log);
        assertThat(only(first.report().agents(), "log").runs()).isEqualTo(1);
        assertThat(second.report().agents()).isEmpty();
      }
    }
  }

  @Test
  void jobThatBeganBeforeTheStartOfTheSecondIsCountedByTheFirstAlone() {
    Gate inside = new Gate();
    try (Statistics first = Statistics.start();
        DosyncRuntime runtime = DosyncRuntime.builder().name("counted").build()) {
      Job job = Scheduler.on(runtime).after(Duration.ZERO, inside::pass);
      inside.awaitArrival();
      try (Statistics second = Statistics.start()) {
        inside.open();
        Waiting.until(() -> job.runs() == 1 && job.state().running().isEmpty());
        assertThat(only(first.report().jobs(), "Job " + job.id()).runs()).isEqualTo(1);
        assertThat(second.report().jobs()).isEmpty();
      }
    }
  }

  @Test
  void orElseOutsideATransactionHasTheNameOfTheClassInWhichItsFirstBodyIsWritten() {
    try (Statistics statistics = Statistics.start()) {
      Transaction.orElse(() -> balance.alter(n -> n + 1), () -> 0);

      assertThat(statistics.report().transactions())
          .extracting(Transactions::name)
          .containsExactly(getClass().getName());
    }
  }

  /** A body that cannot tell where it comes from. */
  private record Nameless(Ref<Integer> ref) implements Body<Integer, RuntimeException>, SentFrom {
    @Override
    public Integer run() {
      return ref.alter(n -> n + 1);
    }

    @Override
    public String sentFrom() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void nameThatCannotBeFoundStopsNoTransaction() {
    try (Statistics statistics = Statistics.start()) {
      Transaction.dosync(new Nameless(balance));

      assertThat(balance.deref()).isEqualTo(1);
      assertThat(statistics.report().transactions()).isEmpty();
    }
  }

  @Test
  void afterTheCloseNothingIsCountedAndTheReportStays() {
    Statistics statistics = Statistics.start();
    collide();
    statistics.close();
    statistics.close();
    Report report = statistics.report();
    collide();

    assertThat(statistics.report()).isEqualTo(report);
    assertThat(transactions(report, "audit").commits()).isEqualTo(1);
    assertThat(Statistics.isOn()).isFalse();
  }

  @Test
  void nothingIsHeldOnTo() {
    Statistics statistics = Statistics.start();
    WeakReference<Ref<Integer>> ref = lostOver(Ref.of(0));
    awaitCleared(ref);
    statistics.close();
    WeakReference<Statistics> closed = new WeakReference<>(statistics);
    statistics = null;
    awaitCleared(closed);
  }

  private static WeakReference<Ref<Integer>> lostOver(Ref<Integer> ref) {
    AtomicInteger tries = new AtomicInteger();
    AUDIT.dosync(
        () -> {
          ref.alter(n -> n + 1);
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(() -> TRANSFER.dosync(() -> ref.alter(n -> n + 1)));
          }
        });
    return new WeakReference<>(ref);
  }

  private static void awaitCleared(WeakReference<?> reference) {
    Waiting.until(
        () -> {
          System.gc();
          return reference.get() == null;
        });
  }

  @Test
  void namesThatAreMadeAtRunTimeDoNotFillTheMemory() {
    try (Statistics statistics = Statistics.start()) {
      for (int i = 0; i < Tallies.MOST + 100; i++) {
        Transaction.options().name("order " + i).dosync(() -> balance.deref());
      }

      Report report = statistics.report();
      assertThat(report.transactions()).hasSize(Tallies.MOST + 1);
      assertThat(transactions(report, "(others)").commits()).isEqualTo(100);
      assertThat(report.toString()).contains("and 9,981 more");
    }
  }

  @Test
  void reportIsATableToLookAt() {
    Duration longest = Duration.ofNanos(3_400_000);
    Report report =
        new Report(
            Duration.ofMillis(12_300),
            List.of(
                new Transactions(
                    "transfer", 10_000, 2, 11_236, 1_234, Duration.ofNanos(12_002_400), longest),
                new Transactions("audit", 0, 0, 0, 3, Duration.ZERO, Duration.ZERO)),
            List.of(new Contended("balance@1b28cdfa", 1_234)),
            List.of(new Collision("transfer", "audit", 1_234)),
            List.of(new Runs("log", 3, 1, Duration.ofNanos(1_500), Duration.ofNanos(999))),
            List.of());

    assertThat(report)
        .hasToString(
            """
            Dosync, 12.3 s

            Transactions  commits  aborts   tries   lost    mean  longest
            transfer       10,000       2  11,236  1,234  1.2 µs   3.4 ms
            audit               0       0       0      3       -     0 ns

            Hottest refs       lost
            balance@1b28cdfa  1,234

            Collisions: loser × winner   lost
            transfer × audit            1,234

            Agents  actions  failures    mean  longest
            log           3         1  500 ns   999 ns
            """);
  }
}
