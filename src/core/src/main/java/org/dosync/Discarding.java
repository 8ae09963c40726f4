package org.dosync;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;

/** Executors that forget what they cannot run: whoever waits for that would wait for ever. */
final class Discarding {

  private Discarding() {}

  static Executor refuse(Executor executor) {
    if (executor instanceof ThreadPoolExecutor pool && discards(pool)) {
      throw new IllegalArgumentException(
          "The executor discards in silence what it cannot run; give it a handler that throws: "
              + executor);
    }
    return executor;
  }

  private static boolean discards(ThreadPoolExecutor pool) {
    Object handler = pool.getRejectedExecutionHandler();
    return handler instanceof DiscardPolicy || handler instanceof DiscardOldestPolicy;
  }
}
