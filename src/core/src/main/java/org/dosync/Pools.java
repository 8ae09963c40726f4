package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The pools a runtime makes for itself. All threads are daemons, and have the context class loader
 * of the runtime whoever made them start.
 */
final class Pools {

  private Pools() {}

  static ExecutorService send(String name, ClassLoader loader) {
    AtomicInteger count = new AtomicInteger();
    return new SendPool(
        pool -> {
          ForkJoinWorkerThread thread = worker(pool, loader);
          thread.setName(name + "-send-" + count.incrementAndGet());
          thread.setContextClassLoader(loader);
          return thread;
        });
  }

  /** What a task throws goes to whoever is told of what its thread throws; the thread goes on. */
  static void runOrTell(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      SendPool.followLater();
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, thrown);
    }
  }

  /**
   * Made by a thread that has nothing to hand down: a worker has the inheritable thread locals of
   * whoever makes it, and would show those of one sender to the actions of all.
   */
  private static ForkJoinWorkerThread worker(ForkJoinPool pool, ClassLoader loader) {
    AtomicReference<@Nullable ForkJoinWorkerThread> made = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    daemon("dosync-makes-a-thread", loader, () -> make(pool, made, done)).start();
    awaitUninterruptibly(done);
    return requireNonNull(made.get());
  }

  private static void make(
      ForkJoinPool pool,
      AtomicReference<@Nullable ForkJoinWorkerThread> made,
      CountDownLatch done) {
    try {
      made.set(new SendPool.Worker(pool));
    } finally {
      done.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch done) {
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Virtual threads where the JDK has them (21 and later), else a pool that grows. */
  static ExecutorService sendOff(String name, ClassLoader loader) {
    String prefix = name + "-send-off-";
    try {
      return virtualThreads(prefix, loader);
    } catch (ReflectiveOperationException before21) {
      AtomicInteger count = new AtomicInteger();
      return new GrowingPool(body -> daemon(prefix + count.incrementAndGet(), loader, body));
    }
  }

  static Thread daemon(String name, ClassLoader loader, Runnable body) {
    Thread thread = new Thread(null, body, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  private static ExecutorService virtualThreads(String prefix, ClassLoader loader)
      throws ReflectiveOperationException {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
      builder = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
      builder =
          type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
      ThreadFactory threads = (ThreadFactory) type.getMethod("factory").invoke(builder);
      ThreadFactory ours = body -> threads.newThread(() -> runWith(loader, body));
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, ours);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException(e.getCause());
    }
  }

  private static void runWith(ClassLoader loader, Runnable body) {
    Thread.currentThread().setContextClassLoader(loader);
    beginIfThereIsRoom();
    try {
      body.run();
    } finally {
      Current.end();
    }
  }

  private static void beginIfThereIsRoom() {
    try {
      Current.begin();
    } catch (OutOfMemoryError none) {
      // the body does without
    }
  }
}
