package org.dosync.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dosync.Promise;
import org.dosync.Transaction;

/** The JDK alone, but on the threads that futures of Dosync run on. */
final class CompletableFutures extends Futures {
  /** In a transaction a promise gives it as it is, without notes of what runs there. */
  private final Executor executor = Transaction.dosync(() -> new Promise<>().defaultExecutor());

  @Override
  long one(long number) {
    return CompletableFuture.supplyAsync(() -> number, executor).join();
  }

  @Override
  long sum(int count) {
    CompletableFuture<Long>[] futures = Stm.array(count);
    for (int i = 0; i < count; i++) {
      long number = i;
      futures[i] = CompletableFuture.supplyAsync(() -> number, executor);
    }
    long sum = 0;
    for (CompletableFuture<Long> future : futures) {
      sum += future.join();
    }
    return sum;
  }
}
