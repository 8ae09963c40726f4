package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onAbort;
import static org.dosync.Transaction.onCommit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Futures;
import org.dosync.Job;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What forced retries find, word for word, and what they pass over in silence. */
class ForcedRetryTest {

  /** A bean, as far as a plain class can be one. */
  static class Bookings {
    private final Ref<Integer> seats = Ref.builder(10).name("seats").build();
    private final List<String> log = new ArrayList<>();
    private final Agent<Integer> sold = Agent.of(0);
    private final Map<String, Integer> cache = new HashMap<>();
    private transient int cached;
    private int count;

    void bookAndCount() {
      dosync(
          () -> {
            count++;
            seats.alter(n -> n - 1);
          });
    }

    void bookAndLog(String guest) {
      dosync(
          () -> {
            log.add(guest);
            seats.alter(n -> n - 1);
          });
    }

    int book(int places) {
      return dosync(
          () -> {
            cached = places;
            sold.send(n -> n + places);
            onCommit(() -> count += places);
            return seats.alter(n -> n - places);
          });
    }
  }

  @DosyncTest
  static class Counter {
    @Test
    void book() {
      new Bookings().bookAndCount();
    }
  }

  @Test
  void aFieldThatIsCountedUp() {
    assertThat(Tests.failures(Counter.class))
        .containsExactly(
            Tests.message(
                "at ForcedRetryTest$Bookings.bookAndCount",
                "Bookings.count was 0 before the try and 1 after it"));
  }

  @DosyncTest
  static class FilledList {
    @Test
    void book() {
      new Bookings().bookAndLog("Bob");
    }
  }

  @Test
  void aListThatIsFilled() {
    assertThat(Tests.failures(FilledList.class))
        .containsExactly(
            Tests.message(
                "at ForcedRetryTest$Bookings.bookAndLog",
                "Bookings.log was [] before the try and [Bob] after it"));
  }

  @DosyncTest
  static class RandomId {
    private final Ref<String> id = Ref.builder("").name("id").build();

    @Test
    void write() {
      dosync(
          () -> {
            id.set(UUID.randomUUID().toString());
          });
    }

    @Test
    void give() {
      dosync(() -> UUID.randomUUID());
    }

    @Test
    void hold() {
      dosync(
          () -> {
            UUID mine = UUID.randomUUID();
            onCommit(() -> mine.toString());
          });
    }

    @Test
    void send() {
      Agent<Object> agent = Agent.of("");
      dosync(
          () -> {
            UUID mine = UUID.randomUUID();
            agent.send(old -> mine);
          });
    }
  }

  @Test
  void aRandomIdWhereverItGoes() {
    assertThat(Tests.failures(RandomId.class))
        .map(message -> message.replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "UUID"))
        .containsExactlyInAnyOrder(
            Tests.message(
                "at ForcedRetryTest$RandomId.write",
                "it put \"UUID\" into ref id, and in the next try \"UUID\""),
            Tests.message(
                "at ForcedRetryTest$RandomId.give",
                "its result was UUID, and in the next try UUID"),
            Tests.message(
                "at ForcedRetryTest$RandomId.hold",
                "effect 1 of 1 that it held back for the commit was another in the next try, or"
                    + " held other values"),
            Tests.message(
                "at ForcedRetryTest$RandomId.send",
                "effect 1 of 1 that it held back for the commit was another in the next try, or"
                    + " held other values"));
  }

  /** The logging module of the article: one timer for each period. */
  abstract static class Timers {
    private final ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor();

    final Ref<Map<Integer, Future<?>>> handles =
        Ref.<Map<Integer, Future<?>>>builder(Map.of()).name("handles").build();

    @AfterEach
    void close() {
      pool.shutdownNow();
    }

    Future<?> start(int seconds) {
      return pool.scheduleAtFixedRate(() -> {}, seconds, seconds, TimeUnit.SECONDS);
    }
  }

  @DosyncTest(guard = false)
  static class LeakedTimer extends Timers {
    @Test
    void ensureScheduled() {
      dosync(
          () -> {
            Future<?> handle = start(10);
            handles.set(Map.of(10, handle));
          });
    }
  }

  @Test
  void aTimerThatIsLeaked() {
    List<String> failures = Tests.failures(LeakedTimer.class);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).contains("it put {10=java.util.concurrent.", " into ref handles");
  }

  @DosyncTest(guard = false)
  static class ReleasedTimer extends Timers {
    @Test
    void ensureScheduled() {
      dosync(
          () -> {
            Future<?> handle = start(10);
            onAbort(() -> handle.cancel(false));
            handles.set(Map.of(10, handle));
          });
    }
  }

  @Test
  void notATimerThatIsReleasedOnAbort() {
    assertThat(Tests.failures(ReleasedTimer.class)).isEmpty();
  }

  @DosyncTest
  static class ScheduledJob {
    private final Scheduler scheduler = Scheduler.create();
    private final Ref<Map<Integer, Job>> jobs = Ref.of(Map.of());

    @AfterEach
    void close() {
      scheduler.close();
    }

    @Test
    void ensureScheduled() {
      dosync(() -> jobs.set(Map.of(10, scheduler.every(Duration.ofHours(10), () -> {}))));
    }

    @Test
    void ensureScheduledForSomeId() {
      dosync(
          () -> {
            UUID id = UUID.randomUUID();
            jobs.set(Map.of(10, scheduler.every(Duration.ofHours(10), () -> id.hashCode())));
          });
    }
  }

  @Test
  void notAJobOfTheSchedulerUnlessItsTaskDiffers() {
    assertThat(Tests.failures(ScheduledJob.class))
        .singleElement()
        .asString()
        .contains("ensureScheduledForSomeId", "effect 1 of 1");
  }

  @DosyncTest
  static class Captured {
    private static int calls;

    @Test
    void aCounter() {
      AtomicInteger runs = new AtomicInteger();
      dosync(() -> runs.incrementAndGet() > 0);
    }

    @Test
    void anArray() {
      int[] runs = {0};
      dosync(
          () -> {
            runs[0] = 7;
          });
    }

    @Test
    void anAtom() {
      Atom<Integer> runs = Atom.of(0);
      dosync(
          () -> {
            runs.swap(n -> n + 1);
          });
    }

    @Test
    void aStaticField() {
      dosync(
          () -> {
            calls++;
          });
    }
  }

  @Test
  void whateverElseABodyChanges() {
    assertThat(Tests.failures(Captured.class))
        .containsExactlyInAnyOrder(
            Tests.message(
                "at ForcedRetryTest$Captured.aCounter",
                "the AtomicInteger it uses was 0 before the try and 1 after it"),
            Tests.message(
                "at ForcedRetryTest$Captured.anArray",
                "the int[] it uses was [0] before the try and [7] after it"),
            Tests.message(
                "at ForcedRetryTest$Captured.anAtom",
                "the Atom it uses was 0 before the try and 1 after it"),
            Tests.message(
                "at ForcedRetryTest$Captured.aStaticField",
                "Captured.calls was 0 before the try and 1 after it"));
  }

  @DosyncTest
  static class Uneven {
    private final Ref<Integer> one = Ref.builder(1).name("one").build();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void outcome() {
      dosync(
          () -> {
            if (runs.getAndIncrement() == 0) {
              throw new IllegalStateException("first");
            }
          });
    }

    @Test
    void writes() {
      dosync(
          () -> {
            if (runs.getAndIncrement() == 0) {
              one.set(2);
              onCommit(() -> {});
            }
          });
    }
  }

  @Test
  void triesThatDoDifferentThings() {
    assertThat(Tests.failures(Uneven.class))
        .containsExactlyInAnyOrder(
            Tests.message(
                "at ForcedRetryTest$Uneven.outcome",
                "Uneven.runs was 0 before the try and 1 after it",
                "it threw java.lang.IllegalStateException: first, and in the next try came to its"
                    + " end"),
            Tests.message(
                "at ForcedRetryTest$Uneven.writes",
                "Uneven.runs was 0 before the try and 1 after it",
                "it changed 1 ref, and in the next try 0 refs",
                "it held back 1 effect for the commit, and in the next try 0"));
  }

  record Guest(String name, List<Integer> seats) {}

  static final class Ticket {
    private final String guest;

    Ticket(String guest) {
      this.guest = guest;
    }
  }

  @DosyncTest
  static class Clean {
    private final Bookings bookings = new Bookings();
    private final Ref<Object> ref = Ref.of("");

    @Test
    void aCleanBean() throws Exception {
      assertThat(bookings.book(3)).isEqualTo(7);
      assertThat(bookings.seats.deref()).isEqualTo(7);
      assertThat(bookings.count).as("effects of the commit").isEqualTo(3);
      Agent.await(bookings.sold);
      assertThat(bookings.sold.deref()).isEqualTo(3);
      assertThat(bookings.cached).isEqualTo(3);
    }

    @Test
    void severalThreads() throws Exception {
      Ref<Integer> shared = Ref.of(0);
      List<Promise<Object>> threads = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        threads.add(
            Futures.future(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    dosync(() -> shared.alter(n -> n + 1));
                  }
                  return "";
                }));
      }
      threads.forEach(Promise::deref);
      assertThat(shared.deref()).isEqualTo(800);
    }

    @Test
    void objectsThatAreAlike() {
      dosync(() -> ref.set(new Guest("Bob", new ArrayList<>(List.of(1, 2)))));
      dosync(() -> ref.set(Map.of("Bob", new Ticket("Bob"))));
      dosync(() -> ref.set(new String[] {"Bob"}));
      dosync(() -> ref.set(new StringBuilder("Bob")));
      dosync(() -> List.of("Bob").stream());
    }

    @Test
    void refsThatAreMadeInATry() {
      dosync(
          () -> {
            Ref<Integer> inner = Ref.of(1);
            inner.set(2);
            ref.set(inner);
          });
    }

    @Test
    void commutesAndNestedTransactions() {
      dosync(
          () -> {
            bookings.seats.commute(n -> n - 1);
            dosync(() -> ref.set("nested"));
            return Transaction.orElse(() -> Transaction.retry(), () -> "other");
          });
      assertThat(bookings.seats.deref()).isEqualTo(9);
    }

    @Test
    void whatAHookPutsRight() {
      dosync(
          () -> {
            bookings.cache.put("Bob", 1);
            onAbort(() -> bookings.cache.remove("Bob"));
          });
      assertThat(bookings.cache).containsOnlyKeys("Bob");
    }
  }

  @Test
  void nothingIsSaidOfACleanBean() {
    assertThat(Tests.failures(Clean.class)).isEmpty();
  }
}
