package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stack that ends anywhere in the engine: what a body catches has changed nothing, or all. */
@Timeout(60)
class StackOverflowTest {

  private static final TransactionOptions ONCE = Transaction.options().maxRetries(0);

  private enum Change {
    PLAIN {
      @Override
      void run(Overflow test) {
        Transaction.dosync(test::changeBoth);
      }
    },
    COMMUTE {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.left.commute(n -> n + 1);
              test.right.commute(n -> n + 1);
            });
      }
    },
    HOOKS_AND_WATCHES {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              Transaction.onCommit(test.committed::incrementAndGet);
              Transaction.onAbort(test.aborted::incrementAndGet);
              test.changeBoth();
            });
      }
    },
    NESTED {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.left.deref();
              try {
                Transaction.dosync(test::changeBoth);
              } catch (StackOverflowError e) {
                test.left.deref();
              }
            });
      }
    },
    /** A look runs the functions of a commute: all of them count, though the look fails. */
    COMMUTE_LOOKED_AT {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.left.commute(n -> n + 1);
              test.left.commute(n -> addTen(n, 1, 2, 3));
              test.right.commute(n -> n + 11);
              succeeds(test.left::deref);
            });
      }
    },
    /** So many that the next one is put into a table as well. */
    SET_AMONG_MANY {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.many.forEach(ref -> ref.set(1));
              if (succeeds(() -> test.left.set(9))) {
                test.right.set(9);
              }
            });
      }
    },
    COMMUTE_AMONG_MANY {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.many.forEach(ref -> ref.set(1));
              if (succeeds(() -> test.left.commute(n -> n + 1))) {
                test.right.alter(n -> n + 1);
              }
            });
      }
    },
    NESTED_AMONG_MANY {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.many.forEach(ref -> ref.set(1));
              if (succeeds(() -> Transaction.dosync(() -> test.left.alter(n -> n + 1)))) {
                test.right.alter(n -> n + 1);
              }
            });
      }
    },
    /** The first body is undone, also if that, or the second, ends the stack. */
    OR_ELSE {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              if (succeeds(() -> Transaction.orElse(() -> changeAndWait(test), () -> add(test)))) {
                test.left.alter(n -> n + 1);
              }
            });
      }
    },
    SET_NUMBER_AMONG_MANY {
      @Override
      void run(Overflow test) {
        Transaction.dosync(
            () -> {
              test.many.forEach(ref -> ref.set(1));
              succeeds(() -> test.number.set(9));
              test.changeBoth();
            });
      }
    };

    private static boolean succeeds(Runnable step) {
      try {
        step.run();
        return true;
      } catch (StackOverflowError caught) {
        return false;
      }
    }

    private static int changeAndWait(Overflow test) {
      test.left.alter(n -> n + 100);
      return Transaction.retry();
    }

    private static int add(Overflow test) {
      return test.right.alter(n -> n + 1);
    }

    /** Needs more of the stack than the function before. */
    private static int addTen(int number, long one, long two, long three) {
      return (int) (number + 10 + one + two - three);
    }

    abstract void run(Overflow test);
  }

  /** Two refs that are always equal, and a change of both near the end of the stack. */
  private static final class Overflow {
    final Ref<Integer> left;
    final Ref<Integer> right;
    final List<Ref<Integer>> many = IntStream.range(0, 16).mapToObj(i -> Ref.of(0)).toList();
    final LongRef number = LongRef.of(7);
    final AtomicInteger committed = new AtomicInteger();
    final AtomicInteger aborted = new AtomicInteger();
    int overflows;
    int successes;

    Overflow(Ref<Integer> left, Ref<Integer> right) {
      this.left = left;
      this.right = right;
    }

    void changeBoth() {
      left.alter(n -> n + 1);
      right.alter(n -> n + 1);
    }

    /** Runs the change where the stack ends, then one call higher, and so on until it has room. */
    void recurse(Change change, int padding) {
      try {
        if (padding % 3 == 0) {
          recurse(change, padding + 1);
        } else {
          recurseWide(change, padding + 1, padding, padding, padding);
        }
      } catch (StackOverflowError bottom) {
        if (successes < 3) {
          runOnce(change);
          successes++;
        }
        throw bottom;
      }
    }

    private void recurseWide(Change change, int padding, long one, long two, long three) {
      recurse(change, padding + (int) ((one + two + three) % 2));
    }

    private void runOnce(Change change) {
      committed.set(0);
      aborted.set(0);
      try {
        change.run(this);
      } catch (StackOverflowError e) {
        overflows++;
        throw e;
      }
    }
  }

  /** What is used for the first time must not be so at the end of a stack. */
  private static void warmUp(Overflow test, Change change) {
    CapturedLog.warmUp();
    for (int i = 0; i < 200; i++) {
      change.run(test);
      Throwable thrown =
          catchThrowable(
              () ->
                  Transaction.dosync(
                      () -> {
                        change.run(test);
                        throw new StackOverflowError("on purpose");
                      }));
      assertThat(thrown).isInstanceOf(StackOverflowError.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterAStackOverflowAnywhereRefsAreUsableAndConsistent(Change change) {
    overflowOften(new Overflow(Ref.of(0), Ref.of(0)), change);
  }

  @ParameterizedTest
  @EnumSource
  void afterAStackOverflowAnywhereRefsWithAHistoryAreUsableAndConsistent(Change change) {
    Ref<Integer> left = Ref.builder(0).history(History.keep(2)).build();
    Ref<Integer> right = Ref.builder(0).history(History.keep(2)).validator(n -> n >= 0).build();
    left.addWatch("nothing", (key, reference, before, after) -> {});
    overflowOften(new Overflow(left, right), change);
  }

  private static void overflowOften(Overflow test, Change change) {
    warmUp(test, change);
    int before = test.left.deref();
    for (int i = 0; i < 50; i++) {
      overflow(test, change);
      assertThat(test.left.deref()).isNotNull();
      assertThat(test.right.deref()).as("the other of the two").isEqualTo(test.left.deref());
      assertThat(test.number.getAsLong()).isIn(7L, 9L);
      assertThat(Math.min(test.committed.get(), test.aborted.get())).as("both hooks").isZero();
      Threads.elsewhere(() -> ONCE.dosync(test::changeBoth));
    }
    assertThat(test.overflows).isPositive();
    assertThat(test.left.deref()).isGreaterThan(before);
  }

  private static void overflow(Overflow test, Change change) {
    test.successes = 0;
    int padding = ThreadLocalRandom.current().nextInt(1_000);
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                test.recurse(change, padding);
              } catch (StackOverflowError expected) {
                assertThat(Transaction.isRunning()).isFalse();
              }
            },
            "small stack",
            200_000);
    Threads.elsewhere(
        () -> {
          thread.start();
          thread.join();
        });
  }
}
