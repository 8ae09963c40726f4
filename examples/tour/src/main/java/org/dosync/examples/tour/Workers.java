package org.dosync.examples.tour;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Threads for one example, all of which are joined at its end. */
final class Workers {

  private static final long PATIENCE_SECONDS = 30;

  interface Task {
    void run() throws Exception;
  }

  private final List<FutureTask<Void>> tasks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  void start(Task task) {
    FutureTask<Void> future =
        new FutureTask<>(
            () -> {
              task.run();
              return null;
            });
    Thread thread = new Thread(future, "worker " + threads.size());
    tasks.add(future);
    threads.add(thread);
    thread.start();
  }

  /** Waits for all of them; throws what one of them threw. */
  void join() throws Exception {
    for (FutureTask<Void> task : tasks) {
      task.get(PATIENCE_SECONDS, SECONDS);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, SECONDS)) {
      throw new BrokenPromiseException("waited for another thread in vain");
    }
  }

  /** Tells the others, and waits until all have come this far. */
  static void meet(CountDownLatch latch) throws InterruptedException {
    latch.countDown();
    await(latch);
  }
}
