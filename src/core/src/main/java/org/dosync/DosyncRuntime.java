package org.dosync;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that agents and futures run on. All are daemon threads: none keeps the JVM alive.
 *
 * <p>{@code send} has a pool of as many threads as there are processors, and two more, as in
 * Clojure; {@code sendOff} and futures have virtual threads where the JDK has them (21 and later),
 * else a pool that grows.
 */
final class DosyncRuntime {

  private static final AtomicInteger SEND_THREADS = new AtomicInteger();
  private static final DosyncRuntime SHARED = new DosyncRuntime("dosync");

  private final ForkJoinPool sendPool;
  private final ExecutorService sendOffPool;

  private DosyncRuntime(String name) {
    int threads = Runtime.getRuntime().availableProcessors() + 2;
    this.sendPool = new ForkJoinPool(threads, pool -> worker(pool, name), null, true);
    this.sendOffPool = sendOffPool(name + "-send-off-");
  }

  private static ForkJoinWorkerThread worker(ForkJoinPool pool, String name) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName(name + "-send-" + SEND_THREADS.incrementAndGet());
    return thread;
  }

  private static ExecutorService sendOffPool(String prefix) {
    try {
      return virtualThreads(prefix);
    } catch (ReflectiveOperationException before21) {
      AtomicInteger count = new AtomicInteger();
      return Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
    }
  }

  private static ExecutorService virtualThreads(String prefix) throws ReflectiveOperationException {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
      Object factory = type.getMethod("factory").invoke(named);
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException(e.getCause());
    }
  }

  static DosyncRuntime shared() {
    return SHARED;
  }

  Executor sendExecutor() {
    return sendPool;
  }

  Executor sendOffExecutor() {
    return sendOffPool;
  }

  <T extends @Nullable Object> Promise<T> future(Callable<? extends T> body) {
    Task<T> task = new Task<>(body);
    Attempt attempt = Current.attempt();
    if (attempt == null) {
      sendOffPool.execute(task);
    } else {
      Effects effects = attempt.effectsToHold();
      effects.onAbort(() -> task.cancel(false));
      effects.onCommit(() -> startHeld(task));
      task.heldBy(attempt);
    }
    return task;
  }

  private void startHeld(Task<?> task) {
    task.heldBy(null);
    try {
      sendOffPool.execute(task);
    } catch (Throwable rejection) {
      task.completeExceptionally(rejection);
      throw rejection;
    }
  }
}
