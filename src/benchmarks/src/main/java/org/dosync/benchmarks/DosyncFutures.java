package org.dosync.benchmarks;

import static org.dosync.Futures.future;

import org.dosync.Promise;

/** Dosync as it comes. */
final class DosyncFutures extends Futures {
  @Override
  long one(long number) {
    return future(() -> number).deref();
  }

  @Override
  long sum(int count) {
    Promise<Long>[] promises = Stm.array(count);
    for (int i = 0; i < count; i++) {
      long number = i;
      promises[i] = future(() -> number);
    }
    long sum = 0;
    for (Promise<Long> promise : promises) {
      sum += promise.deref();
    }
    return sum;
  }
}
