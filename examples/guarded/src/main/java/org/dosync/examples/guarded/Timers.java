package org.dosync.examples.guarded;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers of the JDK, which know nothing of transactions. */
@ApplicationScoped
class Timers {

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

  Timers() {
    executor.setRemoveOnCancelPolicy(true);
  }

  ScheduledFuture<?> every(int seconds, Runnable task) {
    return executor.scheduleAtFixedRate(task, seconds, seconds, TimeUnit.SECONDS);
  }

  /** How many timers there are. */
  int running() {
    return executor.getQueue().size();
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }
}
