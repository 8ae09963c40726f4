package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the watches of refs are told: after the commit, once for each ref and transaction. */
@Timeout(30)
class RefWatchTest {

  private static final RuntimeException FAILURE = new RuntimeException("from a watch");

  private final List<Object> told = new ArrayList<>();

  private final Watch<Object> teller =
      (key, reference, from, to) -> told.add(key + ": " + from + "->" + to);

  private final Watch<Object> thrower =
      (key, reference, from, to) -> {
        throw FAILURE;
      };

  @Test
  void watchOfARefIsToldOncePerTransactionFromBeforeToAfter() {
    Ref<Integer> changed = Ref.of(1);
    Ref<Integer> commuted = Ref.of(1);
    Ref<Integer> read = Ref.of(1);
    for (Ref<Integer> ref : List.of(changed, commuted, read)) {
      ref.addWatch(ref == changed ? "changed" : ref == commuted ? "commuted" : "read", teller);
    }

    Transaction.dosync(
        () -> {
          changed.set(5);
          changed.alter(n -> n + 1);
          commuted.commute(n -> n + 1);
          commuted.commute(n -> n + 1);
          read.deref();
          read.ensure();
          assertThat(told).isEmpty();
        });

    assertThat(told).containsExactlyInAnyOrder("changed: 1->6", "commuted: 1->3");
  }

  @Test
  void watchOfARefIsNotToldOfTriesThatFail() {
    Ref<Integer> ref = Ref.of(0);
    AtomicReference<Boolean> retried = new AtomicReference<>(false);

    Transaction.dosync(
        () -> {
          int seen = ref.deref();
          if (!retried.getAndSet(true)) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.set(10)));
            ref.addWatch("w", teller);
          }
          ref.set(seen + 1);
        });
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.set(77);
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);

    assertThat(told).containsExactly("w: 10->11");
  }

  /** A watch of one ref sees the other refs of the transaction changed as well. */
  @Test
  void watchOfARefSeesTheWholeTransaction() {
    Ref<Integer> first = Ref.of(1);
    Ref<Integer> second = Ref.of(1);
    first.addWatch("w", (key, ref, from, to) -> told.add(second.deref()));
    second.addWatch("w", (key, ref, from, to) -> told.add(first.deref()));

    Transaction.dosync(
        () -> {
          first.set(2);
          second.set(2);
        });

    assertThat(told).containsExactly(2, 2);
  }

  @Test
  void watchesAreToldBeforeEffectsRun() {
    Ref<Integer> ref = Ref.of(1);
    ref.addWatch("w", teller);

    Transaction.dosync(
        () -> {
          Transaction.onCommit(() -> told.add("effect"));
          ref.set(2);
        });

    assertThat(told).containsExactly("w: 1->2", "effect");
  }

  @Test
  void transactionInAWatchIsOneOfItsOwn() {
    Ref<Integer> ref = Ref.of(1);
    Ref<Integer> copy = Ref.of(0);
    RuntimeException abort = new RuntimeException("abort");
    ref.addWatch("copies", (key, r, from, to) -> Transaction.dosync(() -> copy.set(to)));
    ref.addWatch(
        "aborts",
        (key, r, from, to) ->
            assertThatThrownBy(
                    () ->
                        Transaction.dosync(
                            () -> {
                              copy.set(77);
                              throw abort;
                            }))
                .isSameAs(abort));

    Transaction.dosync(
        () -> {
          ref.set(2);
          Transaction.onCommit(() -> told.add("effect"));
        });

    assertThat(ref.deref()).isEqualTo(2);
    assertThat(copy.deref()).isEqualTo(2);
    assertThat(told).containsExactly("effect");
  }

  /** A prepared transaction has not committed: its changes are still to come. */
  @Test
  void watchAddedWhileATransactionIsPreparedIsToldOfItsCommit() {
    Ref<Integer> ref = Ref.of(1);
    TwoPhases prepared = TwoPhases.prepare(() -> ref.set(2));
    assertThat(prepared).isNotNull();

    ref.addWatch("w", teller);
    prepared.commit();

    assertThat(told).containsExactly("w: 1->2");
  }

  /** A nap ends at once while the interrupt flag is set. */
  @Test
  void watchAddedByAnInterruptedThreadMissesNoCommitThatIsUnderWay() {
    Ref<Integer> ref = Ref.of(1);
    AtomicReference<@Nullable Gate> slow = new AtomicReference<>();
    Ref<Integer> past = Ref.builder(1).history(History.keep(1).withClock(() -> now(slow))).build();
    Gate gate = new Gate();
    slow.set(gate);
    try (Threads threads = new Threads()) {
      threads.start(
          () ->
              Transaction.dosync(
                  () -> {
                    ref.set(2);
                    past.set(2);
                  }));
      gate.awaitArrival();
      AtomicReference<Integer> seen = new AtomicReference<>();
      Thread adding = threads.start(() -> seen.set(watchWhileInterrupted(ref)));
      Waiting.until(() -> isWaitingOrOver(adding));
      gate.open();
      Waiting.until(() -> !adding.isAlive());
      assertThat(seen.get()).isEqualTo(2);
    }
  }

  private static Instant now(AtomicReference<@Nullable Gate> slow) {
    Gate gate = slow.get();
    if (gate != null) {
      gate.pass();
    }
    return Instant.now();
  }

  private int watchWhileInterrupted(Ref<Integer> ref) {
    Thread.currentThread().interrupt();
    ref.addWatch("w", teller);
    int seen = ref.deref();
    assertThat(Thread.interrupted()).isTrue();
    return seen;
  }

  private static boolean isWaitingOrOver(Thread thread) {
    return !thread.isAlive() || thread.getState() == Thread.State.TIMED_WAITING;
  }
}
