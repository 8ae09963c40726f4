package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two transactions read the same two refs, and each changes another one. At least one of two
 * doctors must stay on call, so a doctor goes home only if the other one is there.
 */
@Timeout(60)
class WriteSkewTest {

  private static final TransactionOptions SNAPSHOT =
      Transaction.options().isolation(Isolation.SNAPSHOT);

  private final Ref<Boolean> alice = Ref.of(true);
  private final Ref<Boolean> bob = Ref.of(true);
  private final AtomicInteger tries = new AtomicInteger();

  private static void goHome(Ref<Boolean> me, boolean otherIsThere) {
    if (otherIsThere) {
      me.set(false);
    }
  }

  /** Bob goes home while Alice thinks about it for the first time. */
  private void bobGoesHomeInTheFirstTry(TransactionOptions options) {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(() -> options.dosync(() -> goHome(bob, alice.deref())));
    }
  }

  private List<Boolean> onCall() {
    return List.of(alice.deref(), bob.deref());
  }

  @Test
  void isPossibleUnderSnapshotIsolation() {
    SNAPSHOT.dosync(
        () -> {
          boolean otherIsThere = bob.deref();
          bobGoesHomeInTheFirstTry(SNAPSHOT);
          goHome(alice, otherIsThere);
        });
    assertThat(onCall()).containsExactly(false, false);
    assertThat(tries).hasValue(1);
  }

  @Test
  void isRuledOutByEnsure() {
    SNAPSHOT.dosync(
        () -> {
          boolean otherIsThere = bob.ensure();
          bobGoesHomeInTheFirstTry(SNAPSHOT);
          goHome(alice, otherIsThere);
        });
    assertThat(onCall()).containsExactly(true, false);
    assertThat(tries).hasValue(2);
  }

  @Test
  void isRuledOutByDefault() {
    Transaction.dosync(
        () -> {
          boolean otherIsThere = bob.deref();
          bobGoesHomeInTheFirstTry(Transaction.options());
          goHome(alice, otherIsThere);
        });
    assertThat(onCall()).containsExactly(true, false);
    assertThat(tries).hasValue(2);
  }

  @Test
  void isRuledOutWhenBothHaveReadBeforeEitherWrites() {
    Gate first = new Gate();
    Gate second = new Gate();
    try (Threads threads = new Threads()) {
      threads.start(() -> Transaction.dosync(() -> goHomeThrough(first, alice, bob)));
      threads.start(() -> Transaction.dosync(() -> goHomeThrough(second, bob, alice)));
      first.awaitArrival();
      second.awaitArrival();
      first.open();
      second.open();
    }
    assertThat(onCall()).containsOnlyOnce(true);
    assertThat(tries).hasValue(3);
  }

  private void goHomeThrough(Gate gate, Ref<Boolean> me, Ref<Boolean> other) {
    tries.incrementAndGet();
    boolean otherIsThere = other.deref();
    gate.pass();
    goHome(me, otherIsThere);
  }

  /** It has stopped logging its reads when it reads that Bob is there. */
  @Test
  void isRuledOutAlsoForATransactionThatHasReadManyRefsBefore() {
    Transaction.dosync(
        () -> {
          boolean otherIsThere = readManyAndThen(bob);
          bobGoesHomeInTheFirstTry(Transaction.options());
          goHome(alice, otherIsThere);
        });
    assertThat(onCall()).containsExactly(true, false);
    assertThat(tries).hasValue(2);
  }

  @Test
  void isRuledOutAlsoForATransactionThatHasReadManyRefsBeforeAndThenWritten() {
    Transaction.dosync(
        () -> {
          goHome(alice, readManyAndThen(bob));
          bobGoesHomeInTheFirstTry(Transaction.options());
        });
    assertThat(onCall()).containsExactly(true, false);
    assertThat(tries).hasValue(2);
  }

  private static boolean readManyAndThen(Ref<Boolean> ref) {
    IntStream.range(0, 50).mapToObj(Ref::of).forEach(Ref::deref);
    return ref.deref();
  }

  @Test
  void isRuledOutAlsoIfTheWriteIsACommute() {
    Ref<Integer> home = Ref.of(0);
    Transaction.dosync(
        () -> {
          boolean otherIsThere = bob.deref();
          bobGoesHomeInTheFirstTry(Transaction.options());
          if (otherIsThere) {
            home.commute(n -> n + 1);
          }
        });
    assertThat(home.deref()).isZero();
    assertThat(tries).hasValue(2);
  }

  @Test
  void isRuledOutAlsoIfTheReadsWereMadeInAFailedBranch() {
    Transaction.dosync(
        () -> {
          boolean[] otherIsThere = new boolean[1];
          Transaction.<Void, RuntimeException>orElse(
              () -> {
                otherIsThere[0] = bob.deref();
                return Transaction.retry();
              },
              () -> null);
          bobGoesHomeInTheFirstTry(Transaction.options());
          goHome(alice, otherIsThere[0]);
        });
    assertThat(onCall()).containsExactly(true, false);
    assertThat(tries).hasValue(2);
  }

  @Test
  void neverHappensBesideManyOthers() {
    runDoctors(Transaction.options(), Ref::deref);
  }

  @Test
  void neverHappensUnderSnapshotIsolationWithEnsure() {
    runDoctors(SNAPSHOT, Ref::ensure);
  }

  @FunctionalInterface
  private interface Look {
    boolean at(Ref<Boolean> ref);
  }

  private void runDoctors(TransactionOptions options, Look look) {
    AtomicInteger bothAway = new AtomicInteger();
    Threads.together(
        List.of(
            () -> comeAndGo(options, look, alice, bob, bothAway),
            () -> comeAndGo(options, look, bob, alice, bothAway)));
    assertThat(bothAway).hasValue(0);
  }

  private static void comeAndGo(
      TransactionOptions options,
      Look look,
      Ref<Boolean> me,
      Ref<Boolean> other,
      AtomicInteger bothAway) {
    for (int i = 0; i < 10_000; i++) {
      options.dosync(() -> goHome(me, look.at(other)));
      if (options.dosync(() -> !me.deref() && !other.deref())) {
        bothAway.incrementAndGet();
      }
      options.dosync(() -> me.set(true));
    }
  }
}
