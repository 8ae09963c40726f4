package org.dosync;

import static org.dosync.Race.expect;

import java.util.Set;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/**
 * The races that the engine's comments argue about, in the order in which a model checker tries
 * them: those with few switches first. (Lost wake-ups are for jcstress: Lincheck lets every park
 * end by itself.)
 */
class RacesLincheck {

  static final int INVOCATIONS = 1_000;

  private static final TransactionOptions READ_ONLY = Transaction.options().readOnly(true);
  private static final TransactionOptions BESIDE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  /** Runs both at once, and then looks at what has come of it. */
  static void race(Runnable one, Runnable other, Runnable afterwards) {
    Race.together(one, other);
    afterwards.run();
  }

  @Test
  void aReaderSeesTwoRefsAsOfOneMoment() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::tornPair);
  }

  private static void tornPair() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    race(
        () ->
            Transaction.dosync(
                () -> {
                  x.set(1);
                  y.set(1);
                }),
        () ->
            READ_ONLY.dosync(
                () -> {
                  seen[0] = x.deref();
                  seen[1] = y.deref();
                }),
        () -> expect(seen[0] == seen[1], seen[0] + ", " + seen[1]));
  }

  @Test
  void aReaderSeesACommitOfOneRefFromItsFirstReadOnOrNotAtAll() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::lateStamp);
  }

  private static void lateStamp() {
    Ref<Integer> x = Ref.of(0);
    int[] seen = new int[2];
    race(
        () -> Transaction.dosync(() -> x.alter(n -> n + 1)),
        () ->
            READ_ONLY.dosync(
                () -> {
                  seen[0] = x.deref();
                  seen[1] = x.deref();
                }),
        () -> expect(seen[0] == seen[1], seen[0] + ", " + seen[1]));
  }

  @Test
  void commitsOfOneRefAreSeenInTheirOrder() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::oneByOne);
  }

  private static void oneByOne() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    race(
        () -> {
          Transaction.dosync(() -> x.alter(n -> n + 1));
          Transaction.dosync(() -> y.alter(n -> n + 1));
        },
        () ->
            READ_ONLY.dosync(
                () -> {
                  seen[1] = y.deref();
                  seen[0] = x.deref();
                }),
        () -> expect(seen[0] >= seen[1], seen[0] + ", " + seen[1]));
  }

  @Test
  void readsOutsideNeverGoBack() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::monotonicReads);
  }

  private static void monotonicReads() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    race(
        () ->
            Transaction.dosync(
                () -> {
                  x.set(1);
                  y.set(1);
                }),
        () -> {
          seen[0] = y.deref();
          seen[1] = x.deref();
        },
        () -> expect(seen[1] >= seen[0], seen[0] + ", " + seen[1]));
  }

  @Test
  void writeSkewIsImpossible() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::writeSkew);
  }

  private static void writeSkew() {
    Ref<Integer> x = Ref.of(0);
    Ref<Integer> y = Ref.of(0);
    int[] seen = new int[2];
    race(
        () -> seen[0] = readThenSet(x, y),
        () -> seen[1] = readThenSet(y, x),
        () -> expect(seen[0] + seen[1] == 1, seen[0] + ", " + seen[1]));
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
  void whatACommuteHadComputedInVainIsNotSeen() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::commutedAgain);
  }

  private static void commutedAgain() {
    Ref<Integer> first = Ref.of(0);
    Ref<Integer> last = Ref.of(0);
    int[] rounds = {0};
    int[] seen = {0};
    race(
        () ->
            Transaction.dosync(
                () -> {
                  first.commute(
                      n -> {
                        if (++rounds[0] == 2) {
                          BESIDE.dosync(() -> first.set(2));
                        }
                        return n * 10 + 1;
                      });
                  last.commute(
                      n -> {
                        if (rounds[0] == 1) {
                          BESIDE.dosync(() -> last.set(2));
                        }
                        return n + 1;
                      });
                }),
        () -> seen[0] = first.deref(),
        () -> expect(Set.of(0, 2, 21).contains(seen[0]), seen[0]));
  }

  @Test
  void aPinnedReaderFindsItsVersion() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::pinned);
  }

  private static void pinned() {
    Ref<Integer> x = Ref.of(0);
    int[] tries = {0};
    race(
        () ->
            READ_ONLY.dosync(
                () -> {
                  tries[0]++;
                  x.deref();
                }),
        () -> {
          for (int i = 0; i < 4; i++) {
            Transaction.dosync(() -> x.alter(n -> n + 1));
          }
        },
        () -> expect(tries[0] <= 2, tries[0]));
  }

  @Test
  void aWatchIsToldOfEachChange() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::watched);
  }

  private static void watched() {
    Ref<Integer> x = Ref.of(0);
    int[] told = {0};
    int[] before = {0};
    race(
        () -> {
          x.addWatch("w", (key, ref, old, now) -> told[0]++);
          before[0] = x.deref();
        },
        () -> Transaction.dosync(() -> x.set(1)),
        () -> expect(told[0] + before[0] > 0, "nothing"));
  }

  @Test
  void aDelayRunsOnce() {
    Lincheck.runConcurrentTest(INVOCATIONS, RacesLincheck::delay);
  }

  private static void delay() {
    int[] runs = {0};
    Delay<Integer> delay = Delay.of(() -> ++runs[0]);
    race(delay::deref, delay::deref, () -> expect(runs[0] == 1, runs[0]));
  }
}
