package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A prepared transaction is sure to be able to commit, whatever others try in the meantime. */
@Timeout(60)
class TwoPhaseTest {

  private final Ref<Integer> written = Ref.of(0);
  private final Ref<Integer> read = Ref.of(5);
  private final Ref<Integer> commuted = Ref.of(0);
  private final List<String> events = new ArrayList<>();

  private static Prepared prepare(Runnable body) {
    Prepared prepared = TwoPhases.tryToPrepare(Transaction.options(), body);
    assertThat(prepared).isNotNull();
    return prepared;
  }

  private void changeAll() {
    written.set(read.deref());
    commuted.commute(n -> n + 1);
    Transaction.onCommit(() -> events.add("commit"));
    Transaction.onAbort(() -> events.add("abort"));
  }

  private List<Integer> values() {
    return List.of(written.deref(), read.deref(), commuted.deref());
  }

  @Test
  void itsChangesAreThereAfterItsCommitAllAtOnce() {
    written.addWatch("w", (key, reference, before, after) -> events.add(before + " -> " + after));
    Prepared prepared = prepare(this::changeAll);
    assertThat(values()).containsExactly(0, 5, 0);
    assertThat(events).isEmpty();
    prepared.commit();
    assertThat(values()).containsExactly(5, 5, 1);
    assertThat(events).containsExactly("0 -> 5", "commit");
  }

  @Test
  void nothingHasChangedAfterItsRollback() {
    prepare(this::changeAll).rollback();
    assertThat(values()).containsExactly(0, 5, 0);
    assertThat(events).containsExactly("abort");
    assertThatAllCanBeChanged();
  }

  private void assertThatAllCanBeChanged() {
    TransactionOptions once = Transaction.options().maxRetries(0);
    for (Ref<Integer> ref : List.of(written, read, commuted)) {
      once.dosync(() -> ref.alter(n -> n + 1));
      once.dosync(() -> ref.set(77));
    }
    assertThat(values()).containsOnly(77);
  }

  @Test
  void afterItsCommitAllCanBeChanged() {
    prepare(this::changeAll).commit();
    assertThatAllCanBeChanged();
  }

  @ParameterizedTest
  @EnumSource
  void othersReadTheOldValuesWithoutWaiting(TransactionKind kind) {
    Prepared prepared = prepare(this::changeAll);
    Threads.elsewhere(
        () -> {
          assertThat(values()).containsExactly(0, 5, 0);
          assertThat(kind.options.<List<Integer>, RuntimeException>dosync(this::values))
              .containsExactly(0, 5, 0);
        });
    prepared.commit();
  }

  @Test
  void othersMayBaseTheirChangesOnWhatItHasRead() {
    Prepared prepared = prepare(this::changeAll);
    Ref<Integer> another = Ref.of(0);
    Threads.elsewhere(
        () -> Transaction.options().maxRetries(0).dosync(() -> another.set(read.deref() + 1)));
    prepared.commit();
    assertThat(another.deref()).isEqualTo(6);
  }

  @Test
  void othersCannotChangeWhatItHasReadOrWritten() {
    TransactionOptions once = Transaction.options().maxRetries(0);
    Prepared prepared = prepare(this::changeAll);
    for (Ref<Integer> ref : List.of(written, read, commuted)) {
      assertThatThrownBy(() -> once.dosync(() -> ref.set(70)))
          .isInstanceOf(RetryLimitException.class);
    }
    prepared.commit();
    assertThat(values()).containsExactly(5, 5, 1);
  }

  @Test
  void othersThatWantToChangeItsRefsGetToItAfterwards() {
    Prepared prepared = prepare(this::changeAll);
    try (Threads threads = new Threads()) {
      threads.start(() -> Transaction.dosync(() -> written.alter(n -> n + 10)));
      threads.start(() -> Transaction.dosync(() -> read.alter(n -> n + 10)));
      threads.start(() -> Transaction.dosync(() -> commuted.commute(n -> n + 10)));
      Threads.elsewhere(prepared::commit);
    }
    assertThat(values()).containsExactly(15, 15, 11);
  }

  @Test
  void itCannotBePreparedIfAReadWasOvertaken() {
    assertThatItIsLost(
        () -> Transaction.dosync(() -> read.set(6)), () -> written.set(read.deref()));
  }

  @Test
  void itCannotBePreparedIfAReadWasOvertakenAndThereAreCommutes() {
    assertThatItIsLost(() -> Transaction.dosync(() -> read.set(6)), this::changeAll);
  }

  @Test
  void itCannotBePreparedIfAReadAndACommutedRefWereOvertaken() {
    assertThatItIsLost(
        () -> {
          Transaction.dosync(() -> read.set(6));
          Transaction.dosync(() -> commuted.set(6));
        },
        this::changeAll);
  }

  @Test
  void aCommuteThatSwallowsWhatEndsTheTransactionEndsItAllTheSame() {
    assertThatThrownBy(
            () ->
                TwoPhases.tryToPrepare(
                    Transaction.options(), () -> commuted.commute(this::attemptAnEffect)))
        .isInstanceOf(SideEffectInTransactionException.class);
    assertThatAllCanBeChanged();
  }

  private int attemptAnEffect(int n) {
    try {
      Transaction.io();
    } catch (SideEffectInTransactionException swallowed) {
      return n;
    }
    return n;
  }

  @Test
  void itCannotBePreparedIfAChangeWasOvertaken() {
    assertThatItIsLost(
        () -> Transaction.dosync(() -> written.set(6)), () -> written.alter(n -> n + 1));
  }

  @Test
  void itCannotBePreparedIfWhatItHasReadAndSetWasOvertaken() {
    assertThatItIsLost(
        () -> Transaction.dosync(() -> written.set(6)), () -> written.set(written.deref() + 1));
  }

  private void assertThatItIsLost(Threads.Task overtaking, Runnable body) {
    Prepared prepared =
        TwoPhases.tryToPrepare(
            Transaction.options(),
            () -> {
              body.run();
              Threads.elsewhere(overtaking);
            });
    assertThat(prepared).isNull();
    assertThatAllCanBeChanged();
  }

  @Test
  void itCannotBePreparedIfItHasNotLoggedItsReads() {
    List<Ref<Integer>> many = IntStream.range(0, 50).mapToObj(Ref::of).toList();
    Prepared prepared =
        TwoPhases.tryToPrepare(
            Transaction.options(),
            () -> {
              many.forEach(Ref::deref);
              written.set(1);
            });
    assertThat(prepared).isNull();
    assertThatAllCanBeChanged();
  }

  @Test
  void underSnapshotIsolationItKeepsWhatWasEnsuredOnly() {
    Prepared prepared =
        TwoPhases.tryToPrepare(
            Transaction.options().isolation(Isolation.SNAPSHOT),
            () -> written.set(read.ensure() + commuted.deref()));
    assertThat(prepared).isNotNull();
    TransactionOptions once = Transaction.options().maxRetries(0);
    once.dosync(() -> commuted.set(7));
    assertThatThrownBy(() -> once.dosync(() -> read.set(7)))
        .isInstanceOf(RetryLimitException.class);
    prepared.commit();
    assertThat(values()).containsExactly(5, 5, 7);
  }

  @Test
  void aWaitingTransactionWakesUpWhenItCommits() {
    Prepared prepared = prepare(this::changeAll);
    try (Threads threads = new Threads()) {
      threads.start(() -> Transaction.dosync(() -> Transaction.check(written.deref() == 5)));
      Waiting.awaitOneOn(written);
      prepared.commit();
    }
  }

  // ---- commits that fail

  /** The coordinator may try again; a rollback would tear apart what all have agreed to. */
  @Test
  void itIsStillPreparedIfItsCommitThrows() {
    AtomicBoolean broken = new AtomicBoolean();
    Ref<Integer> past =
        Ref.builder(0).history(History.keep(1).withClock(() -> now(broken))).build();
    past.addWatch("w", (key, reference, before, after) -> events.add(before + " -> " + after));
    Prepared prepared = prepare(() -> past.set(1));
    broken.set(true);
    assertThatThrownBy(prepared::commit).isInstanceOf(ArithmeticException.class);
    broken.set(false);
    assertThat(past.deref()).isZero();
    assertThat(events).isEmpty();
    prepared.commit();
    assertThat(past.deref()).isEqualTo(1);
    assertThat(events).containsExactly("0 -> 1");
  }

  private static Instant now(AtomicBoolean broken) {
    if (broken.get()) {
      throw new ArithmeticException("on purpose");
    }
    return Instant.now();
  }

  @Test
  void itIsPreparedOrCommittedAfterAStackOverflowAnywhereInItsCommit() throws Exception {
    for (int i = 0; i < 1_000; i++) { // all is loaded and linked before the dives
      prepare(() -> written.set(0)).commit();
    }
    for (int i = 1; i < 300; i++) {
      int next = i;
      Prepared prepared = prepare(() -> written.set(next));
      StackDiver.dive(1 + i % 60, i / 60, prepared::commit);
      Attempt owner = written.head().owner();
      assertThat(owner == null ? Status.COMMITTED : owner.status()).isNotEqualTo(Status.STAMPING);
      if (written.deref() != next) {
        prepared.commit();
      }
      assertThat(written.deref()).isEqualTo(next);
    }
  }
}
