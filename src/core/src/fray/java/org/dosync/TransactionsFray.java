package org.dosync;

import static java.util.Objects.requireNonNull;
import static org.dosync.Race.expect;
import static org.dosync.Race.together;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transactions beside each other. */
class TransactionsFray {

  private static final TransactionOptions READ_ONLY = Transaction.options().readOnly(true);
  private static final TransactionOptions SNAPSHOT =
      Transaction.options().isolation(Isolation.SNAPSHOT);

  /** With a timeout a transaction knows its contention from the start. */
  private static final TransactionOptions TIMED =
      Transaction.options().timeout(Duration.ofHours(1));

  private static final int LOST_ENOUGH = 17;

  @Test
  void aSumBesideTransfersIsThatOfOneMoment() {
    Schedules.explore(TransactionsFray::transfers);
  }

  static void transfers() {
    Ref<Integer> x = Ref.of(10);
    Ref<Integer> y = Ref.of(10);
    int[] sum = {0};
    together(
        () -> transfer(x, y),
        () -> transfer(y, x),
        () -> sum[0] = READ_ONLY.dosync(() -> x.deref() + y.deref()));
    expect(sum[0] == 20, sum[0]);
    expect(x.deref() == 10 && y.deref() == 10, x.deref() + ", " + y.deref());
  }

  private static void transfer(Ref<Integer> from, Ref<Integer> to) {
    Transaction.dosync(
        () -> {
          from.alter(n -> n - 1);
          to.alter(n -> n + 1);
        });
  }

  @Test
  void writeSkewIsImpossible() {
    Schedules.explore(TransactionsFray::writeSkew);
  }

  static void writeSkew() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    together(() -> seen[0] = readThenSet(x, y), () -> seen[1] = readThenSet(y, x));
    expect(seen[0] + seen[1] == 1, seen[0] + ", " + seen[1]);
  }

  private static int readThenSet(Ref<Integer> read, Ref<Integer> written) {
    return Transaction.dosync(
        () -> {
          int value = read.deref();
          written.set(1);
          return value;
        });
  }

  @Test
  void whatIsEnsuredStaysBesideASet() {
    Schedules.explore(TransactionsFray::ensureBesideSet);
  }

  static void ensureBesideSet() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    together(() -> seen[0] = ensureThenSet(x, y), () -> seen[1] = ensureThenSet(y, x));
    expect(seen[0] + seen[1] == 1, seen[0] + ", " + seen[1]);
  }

  private static int ensureThenSet(Ref<Integer> ensured, Ref<Integer> written) {
    return SNAPSHOT.dosync(
        () -> {
          int value = ensured.ensure();
          written.set(1);
          return value;
        });
  }

  @Test
  void eachChangeCounts() {
    Schedules.explore(TransactionsFray::changes);
  }

  static void changes() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    together(
        () -> Transaction.dosync(() -> x.alter(n -> n + 1)),
        () -> Transaction.dosync(() -> x.commute(n -> n + 10)),
        () -> Transaction.dosync(() -> y.set(x.alter(n -> n + 100))));
    expect(x.deref() == 111, x.deref());
  }

  @Test
  void commitsOfOneRefAreSeenInTheirOrder() {
    Schedules.explore(TransactionsFray::oneByOne);
  }

  static void oneByOne() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    together(
        () -> {
          Transaction.dosync(() -> x.alter(n -> n + 1));
          Transaction.dosync(() -> y.alter(n -> n + 1));
        },
        () ->
            READ_ONLY.dosync(
                () -> {
                  seen[1] = y.deref();
                  seen[0] = x.deref();
                }));
    expect(seen[0] >= seen[1], seen[0] + ", " + seen[1]);
  }

  @Test
  void whoeverWaitsAfterRetryIsWokenByACommitOfOneRef() {
    Schedules.explore(TransactionsFray::retryBesideCommit);
  }

  static void retryBesideCommit() {
    Ref<Integer> x = Ref.of(0);
    together(() -> awaitPositive(x), () -> Transaction.dosync(() -> x.set(1)));
  }

  private static void awaitPositive(Ref<Integer> ref) {
    Transaction.dosync(() -> Transaction.check(ref.deref() > 0));
  }

  @Test
  void whoeverWaitsAfterRetryIsWokenByACommitOfTwoRefs() {
    Schedules.explore(TransactionsFray::retryBesideCommitOfTwo);
  }

  static void retryBesideCommitOfTwo() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    together(
        () -> awaitPositive(y),
        () ->
            Transaction.dosync(
                () -> {
                  x.set(1);
                  y.set(1);
                }));
  }

  @Test
  void whoeverWaitsForBothBranchesOfOrElseIsWoken() {
    Schedules.explore(TransactionsFray::orElseBesideCommits);
  }

  static void orElseBesideCommits() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    together(
        () -> Transaction.dosync(() -> Transaction.orElse(() -> takeOne(x), () -> takeOne(y))),
        () -> Transaction.dosync(() -> y.alter(n -> n + 1)));
    expect(x.deref() + y.deref() == 0, x.deref() + ", " + y.deref());
  }

  private static int takeOne(Ref<Integer> ref) {
    Transaction.check(ref.deref() > 0);
    return ref.alter(n -> n - 1);
  }

  @Test
  void whoeverMeetOthersAreAllWoken() {
    Schedules.explore(TransactionsFray::meeting);
  }

  static void meeting() {
    Ref<Integer> arrived = Ref.of(0);
    Runnable one =
        () -> {
          Transaction.dosync(() -> arrived.alter(n -> n + 1));
          Transaction.dosync(() -> Transaction.check(arrived.deref() == 3));
        };
    together(one, one, one);
  }

  @Test
  void whoeverEntersWhileTheLastLeavesIsWoken() {
    Schedules.explore(TransactionsFray::leaving);
  }

  static void leaving() {
    Ref<Integer> x = Ref.of(0);
    together(
        () -> Transaction.dosync(() -> Transaction.check(x.deref() >= 1)),
        () -> Transaction.dosync(() -> Transaction.check(x.deref() >= 2)),
        () -> {
          Transaction.dosync(() -> x.set(1));
          Transaction.dosync(() -> x.set(2));
        });
    expect(x.attachments() == null, "somebody is left at " + x);
  }

  @Test
  void aWatchIsToldOfEachChangeOnce() {
    Schedules.explore(TransactionsFray::watched);
  }

  static void watched() {
    Ref<Integer> x = Ref.of(0);
    AtomicInteger told = new AtomicInteger();
    x.addWatch("sum", (key, ref, before, now) -> told.addAndGet(now - before));
    together(
        () -> Transaction.dosync(() -> x.alter(n -> n + 1)),
        () -> Transaction.dosync(() -> x.commute(n -> n + 10)));
    expect(told.get() == 11 && x.deref() == 11, told + ", " + x.deref());
  }

  @Test
  void whoeverBargesInCommitsBesideOthers() {
    Schedules.explore(TransactionsFray::barge);
  }

  static void barge() {
    Ref<Integer> x = Ref.of(0);
    together(
        () -> bargeAndAdd(x, 1),
        () -> bargeAndAdd(x, 10),
        () -> Transaction.dosync(() -> x.alter(n -> n + 100)));
    expect(x.deref() == 111, x.deref());
  }

  /** As if it had lost so often that it is favoured. */
  private static void bargeAndAdd(Ref<Integer> ref, int number) {
    TIMED.dosync(
        () -> {
          Contention contention = Current.required("barge").contention();
          Barge.backOffOrEnter(requireNonNull(contention), LOST_ENOUGH);
          ref.alter(n -> n + number);
        });
  }
}
