package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A delay computes its value once, for all. */
@Timeout(60)
class DelayTest {

  private static final int THREADS = 8;
  private static final Duration LONG = Duration.ofSeconds(Gate.PATIENCE_SECONDS);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicInteger runs = new AtomicInteger();

  // ---- once

  @Test
  void bodyRunsWhenTheValueIsAskedForAndNeverAgain() {
    Delay<Integer> delay = Delay.of(runs::incrementAndGet);

    assertThat(runs.get()).isZero();
    assertThat(delay.deref()).isEqualTo(1);
    assertThat(delay.get()).isEqualTo(1);
    assertThat(delay.deref(LONG, 77)).isEqualTo(1);
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void nullIsAValueThatIsKept() {
    Delay<String> delay =
        Delay.of(
            () -> {
              runs.incrementAndGet();
              return null;
            });

    assertThat(delay.deref()).isNull();
    assertThat(delay.deref(LONG, "fallback")).isNull();
    assertThat(delay.isRealized()).isTrue();
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void racingThreadsRunTheBodyOnceAndAllGetItsValue() {
    for (int round = 0; round < 50; round++) {
      runs.set(0);
      Delay<Object> delay = Delay.of(() -> List.of(runs.incrementAndGet()));
      List<Object> values = new CopyOnWriteArrayList<>();

      Threads.together(THREADS, index -> () -> values.add(delay.deref()));

      assertThat(runs.get()).isEqualTo(1);
      assertThat(values).hasSize(THREADS).allSatisfy(v -> assertThat(v).isSameAs(delay.deref()));
    }
  }

  @Test
  void threadsThatComeWhileTheBodyRunsWaitForIt() {
    Gate gate = new Gate();
    Delay<Integer> delay = Delay.of(() -> passing(gate));
    List<Integer> values = new CopyOnWriteArrayList<>();

    try (Threads threads = new Threads()) {
      threads.start(() -> values.add(delay.deref()));
      gate.awaitArrival();
      for (int i = 0; i < 3; i++) {
        awaitWaiting(threads.start(() -> values.add(delay.deref())));
      }
      assertThat(values).isEmpty();
      gate.open();
    }

    assertThat(values).containsExactly(1, 1, 1, 1);
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void threadsThatWaitGetANullToo() {
    Gate gate = new Gate();
    Delay<Integer> delay =
        Delay.of(
            () -> {
              passing(gate);
              return null;
            });

    try (Threads threads = new Threads()) {
      threads.start(() -> assertThat(delay.deref()).isNull());
      gate.awaitArrival();
      awaitWaiting(threads.start(() -> assertThat(delay.deref()).isNull()));
      gate.open();
    }

    assertThat(runs.get()).isEqualTo(1);
  }

  // ---- failure

  @Test
  void everybodyGetsTheIdenticalThrowable() {
    for (Throwable thrown : List.of(new RuntimeException(), new Exception(), new Error())) {
      runs.set(0);
      Delay<Integer> delay = failing(thrown);

      assertThatThrownBy(delay::deref).isSameAs(thrown);
      assertThatThrownBy(delay::deref).isSameAs(thrown);
      assertThatThrownBy(() -> delay.deref(Duration.ZERO, 77)).isSameAs(thrown);
      Threads.elsewhere(() -> assertThatThrownBy(delay::deref).isSameAs(thrown));
      assertThat(delay.isRealized()).isTrue();
      assertThat(runs.get()).isEqualTo(1);
    }
  }

  @Test
  void threadsThatWaitGetTheIdenticalThrowable() {
    Gate gate = new Gate();
    RuntimeException thrown = new RuntimeException();
    Delay<Integer> delay =
        Delay.of(
            () -> {
              passing(gate);
              throw thrown;
            });

    try (Threads threads = new Threads()) {
      threads.start(() -> assertThatThrownBy(delay::deref).isSameAs(thrown));
      gate.awaitArrival();
      awaitWaiting(threads.start(() -> assertThatThrownBy(delay::deref).isSameAs(thrown)));
      gate.open();
    }

    assertThat(runs.get()).isEqualTo(1);
  }

  // ---- isRealized

  @Test
  void askingWhetherItIsRealizedNeitherRunsTheBodyNorWaits() {
    Gate gate = new Gate();
    Delay<Integer> delay = Delay.of(() -> passing(gate));

    assertThat(delay.isRealized()).isFalse();
    assertThat(runs.get()).isZero();
    try (Threads threads = new Threads()) {
      threads.start(delay::deref);
      gate.awaitArrival();
      assertThat(delay.isRealized()).isFalse();
      gate.open();
    }
    assertThat(delay.isRealized()).isTrue();
  }

  // ---- recursion

  @Test
  void bodyThatAsksForItsOwnValueFails() {
    AtomicReference<Delay<Integer>> self = new AtomicReference<>();
    self.set(
        Delay.of(
            () -> {
              runs.incrementAndGet();
              return self.get().deref() + 1;
            }));

    assertThatThrownBy(() -> self.get().deref())
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("asked for its own value: compute it without that");
    assertThat(runs.get()).isEqualTo(1);
    assertThat(self.get().isRealized()).isTrue();
  }

  @Test
  void bodyThatAsksForItsOwnValueWithATimeoutFailsToo() {
    AtomicReference<Delay<Integer>> self = new AtomicReference<>();
    self.set(Delay.of(() -> self.get().deref(SHORT, 77)));

    assertThatThrownBy(() -> self.get().deref())
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("asked for its own value: compute it without that");
  }

  @Test
  void bodyThatCatchesTheRefusalHasAValue() {
    AtomicReference<Delay<Integer>> self = new AtomicReference<>();
    self.set(
        Delay.of(
            () -> {
              assertThatThrownBy(() -> self.get().deref()).isInstanceOf(DosyncException.class);
              assertThat(self.get().isRealized()).isFalse();
              return 5;
            }));

    assertThat(self.get().deref()).isEqualTo(5);
    Threads.elsewhere(() -> assertThat(self.get().deref()).isEqualTo(5));
  }

  @Test
  void delaysThatNeedEachOtherFail() {
    AtomicReference<Delay<Integer>> first = new AtomicReference<>();
    Delay<Integer> second = Delay.of(() -> first.get().deref());
    first.set(Delay.of(second::deref));

    assertThatThrownBy(() -> first.get().deref()).hasMessageContaining("asked for its own value");
    assertThatThrownBy(second::deref).hasMessageContaining("asked for its own value");
  }

  // ---- transactions

  @Test
  void bodyForcedInATransactionRunsOutsideAndSeesWhatIsCommitted() {
    Ref<Integer> ref = Ref.of(1);
    Delay<String> delay = Delay.of(() -> Transaction.isRunning() + " " + ref.deref());

    Transaction.dosync(
        () -> {
          ref.set(2);
          assertThat(delay.deref()).isEqualTo("false 1");
          assertThat(Transaction.isRunning()).isTrue();
          assertThat(ref.deref()).isEqualTo(2);
        });

    assertThat(delay.deref()).isEqualTo("false 1");
    assertThat(ref.deref()).isEqualTo(2);
  }

  @Test
  void bodyForcedInATransactionDoesNotSeeItsSnapshotButTheNewestValue() {
    Ref<Integer> ref = Ref.of(1);
    Delay<Integer> delay = Delay.of(ref::deref);

    int read =
        Transaction.options()
            .readOnly(true)
            .dosync(
                () -> {
                  int before = ref.deref();
                  Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(2)));
                  assertThat(delay.deref()).isEqualTo(2);
                  return before;
                });

    assertThat(read).isEqualTo(1);
  }

  @Test
  void transactionInTheBodyCommitsThoughTheOuterOneAborts() {
    Ref<Integer> ref = Ref.of(1);
    Ref<Integer> other = Ref.of(1);
    RuntimeException abort = new RuntimeException("abort");
    Delay<Integer> delay = Delay.of(() -> Transaction.dosync(() -> ref.set(5)));

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      other.set(2);
                      delay.deref();
                      throw abort;
                    }))
        .isSameAs(abort);

    assertThat(ref.deref()).isEqualTo(5);
    assertThat(other.deref()).isEqualTo(1);
    assertThat(delay.deref()).isEqualTo(5);
  }

  @Test
  void bodyRunsOnceThoughTheTransactionIsRetried() {
    Ref<Integer> ref = Ref.of(0);
    Delay<Integer> delay = Delay.of(runs::incrementAndGet);
    AtomicInteger tries = new AtomicInteger();

    int value =
        Transaction.dosync(
            () -> {
              int seen = ref.deref();
              int forced = delay.deref();
              if (tries.incrementAndGet() == 1) {
                Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(10)));
              }
              ref.set(seen + 1);
              return forced;
            });

    assertThat(value).isEqualTo(1);
    assertThat(tries.get()).isEqualTo(2);
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void whatTheBodyThrowsAbortsTheTransactionThatForcedIt() {
    Ref<Integer> ref = Ref.of(1);
    Exception thrown = new Exception("checked");
    Delay<Integer> delay = failing(thrown);

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.set(2);
                      delay.deref();
                    }))
        .isSameAs(thrown);
    assertThat(ref.deref()).isEqualTo(1);
  }

  // ---- text

  @Test
  void textShowsWhatBecameOfIt() {
    Delay<Integer> delay = Delay.of(() -> 5);
    Delay<Integer> failing = failing(new RuntimeException("no luck"));

    assertThat(delay.toString()).matches("#<Delay@[0-9a-f]+: pending>");
    delay.deref();
    assertThat(delay.toString()).matches("#<Delay@[0-9a-f]+: 5>");
    assertThatThrownBy(failing::deref).hasMessage("no luck");
    assertThat(failing.toString())
        .matches("#<Delay@[0-9a-f]+: java.lang.RuntimeException: no luck>");
  }

  // ---- tools

  private int passing(Gate gate) {
    gate.pass();
    return runs.incrementAndGet();
  }

  private Delay<Integer> failing(Throwable thrown) {
    return Delay.of(
        () -> {
          runs.incrementAndGet();
          throw Sneaky.rethrow(thrown);
        });
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.yield();
    }
  }
}
