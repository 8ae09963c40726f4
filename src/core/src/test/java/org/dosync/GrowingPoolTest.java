package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No task waits for another to end, and none is lost. */
@Timeout(60)
class GrowingPoolTest {

  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
  private final GrowingPool pool = new GrowingPool(this::thread);

  private Thread thread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, thrown) -> uncaught.add(thrown));
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void endsWhenItIsShutDown() throws Exception {
    pool.shutdown();
    assertThat(pool.awaitTermination(30, SECONDS)).isTrue();
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void tasksThatWaitForEachOtherRunSideBySide() throws Exception {
    for (int round = 0; round < 20; round++) {
      meet(100);
    }
  }

  private void meet(int tasks) throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    Gate allHaveBegun = new Gate();
    CountDownLatch ended = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      pool.execute(
          () -> {
            if (begun.incrementAndGet() == tasks) {
              allHaveBegun.open();
            }
            allHaveBegun.pass();
            ended.countDown();
          });
    }
    assertThat(ended.await(30, SECONDS)).isTrue();
  }

  @Test
  void taskThatWaitsForOneThatItStartedGoesOn() {
    for (int round = 0; round < 100; round++) {
      Gate ended = new Gate();
      pool.execute(() -> descend(20, ended));
      ended.pass();
    }
  }

  private void descend(int left, Gate ended) {
    if (left > 0) {
      Gate inner = new Gate();
      pool.execute(() -> descend(left - 1, inner));
      inner.pass();
    }
    ended.open();
  }

  @Test
  void eachTaskRunsOnceHoweverManyThreadsBringThem() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(80_000);

    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 20_000; i++) {
                pool.execute(
                    () -> {
                      runs.incrementAndGet();
                      ended.countDown();
                    });
              }
            });

    assertThat(ended.await(30, SECONDS)).isTrue();
    assertThat(runs.get()).isEqualTo(80_000);
  }

  @Test
  void threadThatHasSleptLongEnds() throws Exception {
    GrowingPool hasty = new GrowingPool(this::thread, 1);
    for (int round = 0; round < 1000; round++) {
      CountDownLatch ended = new CountDownLatch(1);
      hasty.execute(ended::countDown);
      assertThat(ended.await(30, SECONDS)).isTrue();
    }

    Waiting.until(() -> threads.stream().noneMatch(Thread::isAlive));
    hasty.shutdown();

    assertThat(hasty.awaitTermination(30, SECONDS)).isTrue();
  }

  @Test
  void shutdownRefusesTasksButLetsThoseThatRunEnd() throws Exception {
    Gate gate = new Gate();
    AtomicBoolean ended = new AtomicBoolean();
    pool.execute(
        () -> {
          gate.pass();
          ended.set(true);
        });
    gate.awaitArrival();

    pool.shutdown();

    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.isTerminated()).isFalse();
    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    gate.open();
    assertThat(pool.awaitTermination(30, SECONDS)).isTrue();
    assertThat(ended).isTrue();
  }

  @Test
  void shutdownNowInterruptsTasksThatRun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    pool.execute(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });
    begun.await();

    assertThat(pool.shutdownNow()).isEmpty();

    assertThat(pool.awaitTermination(30, SECONDS)).isTrue();
    assertThat(interrupted).isTrue();
  }

  @Test
  void interruptThatATaskLeavesBehindDoesNotReachTheNextOne() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(1000);
    for (int i = 0; i < 1000; i++) {
      pool.execute(
          () -> {
            interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            Thread.currentThread().interrupt();
            ended.countDown();
          });
    }

    assertThat(ended.await(30, SECONDS)).isTrue();
    assertThat(interrupted).hasValue(0);
  }

  @Test
  void whatATaskThrowsGoesToTheHandlerOfTheThread() {
    RuntimeException failure = new RuntimeException("from a task");
    pool.execute(
        () -> {
          throw failure;
        });

    Waiting.until(() -> !uncaught.isEmpty());
    assertThat(uncaught).containsExactly(failure);
  }

  @Test
  void taskRunsOnTheOnlyThreadThatThereIsAndTheLackOfOthersIsReported() throws Exception {
    OutOfMemoryError failure = new OutOfMemoryError("no second thread");
    CountDownLatch ended = new CountDownLatch(2);
    AtomicReference<GrowingPool> poor = new AtomicReference<>();
    poor.set(
        new GrowingPool(
            body -> {
              if (!threads.isEmpty()) {
                throw failure;
              }
              Thread only = thread(body);
              poor.get().execute(ended::countDown);
              return only;
            }));
    try (CaughtFailures failures = new CaughtFailures()) {
      poor.get().execute(ended::countDown);

      assertThat(ended.await(30, SECONDS)).isTrue();
      assertThat(failures.only().cause()).isSameAs(failure);
    }
    poor.get().shutdown();
    assertThat(poor.get().awaitTermination(30, SECONDS)).isTrue();
  }

  @Test
  void whoeverNeedsAThreadThatCannotBeStartedIsToldAndThePoolGoesOn() throws Exception {
    AtomicBoolean none = new AtomicBoolean(true);
    OutOfMemoryError failure = new OutOfMemoryError("no thread");
    GrowingPool poor =
        new GrowingPool(
            body -> {
              if (none.getAndSet(false)) {
                throw failure;
              }
              return thread(body);
            });
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() -> poor.execute(runs::incrementAndGet)).isSameAs(failure);
    CountDownLatch ended = new CountDownLatch(1);
    poor.execute(ended::countDown);

    assertThat(ended.await(30, SECONDS)).isTrue();
    assertThat(runs.get()).isZero();
    poor.shutdown();
    assertThat(poor.awaitTermination(30, SECONDS)).isTrue();
  }

  @Test
  void taskThatIsTakenBackAfterAShutdownDoesNotKeepThePoolAlive() throws Exception {
    OutOfMemoryError failure = new OutOfMemoryError("no thread");
    AtomicReference<GrowingPool> poor = new AtomicReference<>();
    poor.set(
        new GrowingPool(
            body -> {
              poor.get().shutdown();
              throw failure;
            }));

    assertThatThrownBy(() -> poor.get().execute(() -> {})).isSameAs(failure);

    assertThat(poor.get().isTerminated()).isTrue();
  }
}
