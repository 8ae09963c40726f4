package org.dosync.probe;

import static java.util.concurrent.TimeUnit.DAYS;
import static org.dosync.probe.Rows.JDK;
import static org.dosync.probe.Rows.of;
import static org.dosync.probe.Rows.row;

import java.util.Collection;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The {@link Rows} of work that is handed to other threads. */
public final class ThreadRows {

  private ThreadRows() {}

  static void all() throws Exception {
    threads();
  }

  private static void threads() throws Exception {
    row("Thread.start", "THREAD", () -> of(new Thread(() -> {}), Thread::start));
    row("ExecutorService.submit", "THREAD", () -> of(pool(), p -> p.submit(() -> {})));
    row("ExecutorService.execute", "THREAD", () -> of(pool(), p -> p.execute(() -> {})));
    row(
        "ExecutorService.invokeAll",
        "THREAD",
        () -> of(pool(), p -> p.invokeAll(List.of(() -> 1))));
    row("a pool that runs already", "THREAD", () -> of(runningPool(), p -> p.submit(() -> {})));
    row(
        "schedule",
        "THREAD",
        () -> of(scheduler(), p -> p.schedule(() -> {}, 0, TimeUnit.SECONDS)));
    row(
        "scheduleAtFixedRate",
        "THREAD",
        () -> of(scheduler(), p -> p.scheduleAtFixedRate(() -> {}, 0, 1, DAYS)));
    row(
        "scheduleWithFixedDelay",
        "THREAD",
        () -> of(scheduler(), p -> p.scheduleWithFixedDelay(() -> {}, 0, 1, DAYS)));
    row("CompletableFuture.runAsync", "THREAD", () -> () -> CompletableFuture.runAsync(() -> {}));
    row(
        "CompletableFuture.supplyAsync",
        "THREAD",
        () -> () -> CompletableFuture.supplyAsync(() -> 1));
    row("ForkJoinPool.submit", "THREAD", () -> of(common(), p -> p.submit(() -> {})));
    row("ForkJoinPool.execute", "THREAD", () -> of(common(), p -> p.execute(() -> {})));
    row("ForkJoinPool.invoke", "THREAD", () -> of(common(), p -> p.invoke(task())));
    row("ForkJoinPool.invokeAll", "THREAD", () -> of(common(), p -> p.invokeAll(List.of(() -> 1))));
    row("ForkJoinPool.invokeAny", "THREAD", () -> of(common(), p -> p.invokeAny(List.of(() -> 1))));
    row("ForkJoinTask.fork", "THREAD", () -> of(task(), ForkJoinTask::fork));
    row(
        "CompletableFuture.orTimeout",
        "THREAD",
        () -> of(new CompletableFuture<String>(), f -> f.orTimeout(1, DAYS)));
    row(
        "CompletableFuture.completeOnTimeout",
        "THREAD",
        () -> of(new CompletableFuture<>(), f -> f.completeOnTimeout("x", 1, DAYS)));
    row(
        "CompletableFuture.delayedExecutor",
        "THREAD",
        () -> of(CompletableFuture.delayedExecutor(1, DAYS), later -> later.execute(() -> {})));
    row("parallel stream", "THREAD", () -> () -> IntStream.range(0, 1000).parallel().sum());
    row("Timer", "THREAD", () -> () -> new Timer(true));
    row("Timer.schedule", "THREAD", () -> of(new Timer(true), t -> t.schedule(nothing(), 1)));
    row(
        "Timer.scheduleAtFixedRate",
        "THREAD",
        () -> of(new Timer(true), t -> t.scheduleAtFixedRate(nothing(), 1, 1)));
    if (JDK >= 19) {
      row("ForkJoinPool.lazySubmit", "THREAD", () -> () -> submit("lazySubmit"));
    }
    if (JDK >= 20) {
      row("ForkJoinPool.externalSubmit", "THREAD", () -> () -> submit("externalSubmit"));
    }
    if (JDK >= 22) {
      row("ForkJoinPool.invokeAllUninterruptibly", "THREAD", () -> () -> invokeAll());
    }
    if (JDK >= 25) {
      row(
          "ForkJoinPool.scheduleAtFixedRate",
          "THREAD",
          () -> of(scheduler(common()), p -> p.scheduleAtFixedRate(() -> {}, 1, 1, DAYS)));
      row(
          "ForkJoinPool.schedule",
          "THREAD",
          () -> of(scheduler(common()), p -> p.schedule(() -> 1, 1, DAYS)));
      row(
          "ForkJoinPool.scheduleWithFixedDelay",
          "THREAD",
          () -> of(scheduler(common()), p -> p.scheduleWithFixedDelay(() -> {}, 1, 1, DAYS)));
      row("ForkJoinPool.submitWithTimeout", "THREAD", () -> () -> submitWithTimeout());
    }
    if (JDK >= 21) {
      row("Thread.startVirtualThread", "THREAD", () -> () -> Rows.inAVirtualThread(() -> {}));
      row(
          "virtual threads of an executor",
          "THREAD",
          () -> of(virtualPool(), p -> p.submit(() -> {})));
    }
  }

  // ---- what they need

  private static ForkJoinPool common() {
    return ForkJoinPool.commonPool();
  }

  private static ForkJoinTask<?> task() {
    return ForkJoinTask.adapt(() -> {});
  }

  private static TimerTask nothing() {
    return new TimerTask() {
      @Override
      public void run() {}
    };
  }

  private static ExecutorService pool() {
    return Executors.newCachedThreadPool();
  }

  private static ExecutorService runningPool() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.submit(() -> {}).get();
    return pool;
  }

  private static ScheduledExecutorService scheduler() {
    return Executors.newScheduledThreadPool(1);
  }

  /** From 25 on it is one. */
  private static ScheduledExecutorService scheduler(ForkJoinPool pool) {
    return (ScheduledExecutorService) (ExecutorService) pool;
  }

  private static void submit(String method) throws Exception {
    ForkJoinPool.class.getMethod(method, ForkJoinTask.class).invoke(common(), task());
  }

  private static void invokeAll() throws Exception {
    List<Callable<Integer>> tasks = List.of(() -> 1);
    ForkJoinPool.class
        .getMethod("invokeAllUninterruptibly", Collection.class)
        .invoke(common(), tasks);
  }

  private static void submitWithTimeout() throws Exception {
    Callable<Integer> task = () -> 1;
    ForkJoinPool.class
        .getMethod("submitWithTimeout", Callable.class, long.class, TimeUnit.class, Consumer.class)
        .invoke(common(), task, 1L, DAYS, null);
  }

  private static ExecutorService virtualPool() throws Exception {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
