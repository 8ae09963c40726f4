package org.dosync.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One thread runs all, so that a context that stays would be seen by the next; and no other's. */
@ApplicationScoped
class OneThread {

  static final ExecutorService EXECUTOR =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  @Produces
  @DosyncExecutor
  Executor executor() {
    return EXECUTOR;
  }
}
