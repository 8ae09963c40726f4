package org.dosync;

import static org.dosync.Race.expect;
import static org.dosync.Race.together;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Futures, promises and delays, and the pool that futures run on. */
class FuturesFray {

  @Test
  void futuresBesideACloseRunOrAreToldOnThreadsOfThePool() {
    Schedules.explore(FuturesFray::closeBesideFuture);
  }

  /** With a pool of its own, all of whose threads end. */
  static void closeBesideFuture() {
    GrowingPool pool = new GrowingPool(Thread::new);
    DosyncRuntime runtime =
        DosyncRuntime.builder().sendExecutor(pool).sendOffExecutor(pool).build();
    AtomicInteger ran = new AtomicInteger();
    @Nullable Promise<?>[] future = {null};
    together(
        () -> runtime.close(Duration.ofHours(1)),
        () -> {
          try {
            future[0] = runtime.future(ran::incrementAndGet);
          } catch (RuntimeClosedException refused) {
            // it is not there
          }
        });
    pool.shutdown();
    Promise<?> accepted = future[0];
    expect(accepted == null || accepted.isDone(), "a future that nobody delivers");
    boolean told = accepted == null || accepted.isCompletedExceptionally();
    expect(ran.get() == (told ? 0 : 1), ran);
  }

  @Test
  void noTaskOfAPoolWaitsForAnother() {
    Schedules.explore(FuturesFray::tasksThatMeet);
  }

  static void tasksThatMeet() {
    GrowingPool pool = new GrowingPool(Thread::new);
    Promise<Integer> one = new Promise<>();
    Promise<Integer> other = new Promise<>();
    together(
        () ->
            pool.execute(
                () -> {
                  one.deliver(1);
                  other.deref();
                }),
        () ->
            pool.execute(
                () -> {
                  other.deliver(2);
                  one.deref();
                }));
    one.deref();
    other.deref();
    pool.shutdown();
  }

  @Test
  void aTaskBesideAShutdownRunsOrIsRefused() {
    Schedules.explore(FuturesFray::shutdownBesideExecute);
  }

  static void shutdownBesideExecute() {
    GrowingPool pool = new GrowingPool(Thread::new);
    AtomicInteger ran = new AtomicInteger();
    int[] accepted = {1};
    together(
        pool::shutdown,
        () -> {
          try {
            pool.execute(ran::incrementAndGet);
          } catch (RejectedExecutionException refused) {
            accepted[0] = 0;
          }
        });
    awaitEnd(pool);
    expect(ran.get() == accepted[0], ran + " of " + accepted[0]);
  }

  private static void awaitEnd(GrowingPool pool) {
    try {
      expect(pool.awaitTermination(1, TimeUnit.HOURS), "still alive");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPromiseIsDeliveredOnceAndWakesWhoeverWaits() {
    Schedules.explore(FuturesFray::deliverBesideDeref);
  }

  static void deliverBesideDeref() {
    Promise<Integer> promise = new Promise<>();
    AtomicInteger won = new AtomicInteger();
    int[] seen = {0};
    together(
        () -> won.addAndGet(promise.deliver(1) ? 1 : 0),
        () -> won.addAndGet(promise.deliver(2) ? 2 : 0),
        () -> seen[0] = promise.deref());
    expect(won.get() == seen[0] && promise.deref() == seen[0], won + ", " + seen[0]);
  }

  @Test
  void aFutureIsCancelledOrHasAValueAndAnInterruptIsForItAlone() {
    Schedules.explore(FuturesFray::cancelBesideRun);
  }

  static void cancelBesideRun() {
    Task<Integer> future = new Task<>(DosyncRuntime.builder().build(), () -> 5);
    boolean[] cancelled = {false};
    boolean[] leftInterrupted = {false};
    together(
        () -> {
          future.run();
          leftInterrupted[0] = Thread.interrupted();
        },
        () -> cancelled[0] = future.cancel(true));
    expect(!leftInterrupted[0], "an interrupt that was meant for the task");
    expect(cancelled[0] == future.isCancelled(), future);
    try {
      expect(future.deref() == 5 && !cancelled[0], future);
    } catch (CancellationException told) {
      expect(cancelled[0], future);
    }
  }

  @Test
  void aDelayRunsOnceAndEverybodyGetsItsValue() {
    Schedules.explore(FuturesFray::delay);
  }

  static void delay() {
    AtomicInteger runs = new AtomicInteger();
    Delay<Integer> delay = Delay.of(runs::incrementAndGet);
    Runnable force = () -> expect(delay.deref() == 1, delay);
    together(force, force, force);
    expect(runs.get() == 1, runs);
  }
}
