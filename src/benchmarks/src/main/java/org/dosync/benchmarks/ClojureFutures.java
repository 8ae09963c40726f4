package org.dosync.benchmarks;

import clojure.lang.AFn;
import clojure.lang.IDeref;
import clojure.lang.IFn;

/** Clojure's compiled {@code future-call}, which is what {@code future} expands to. */
final class ClojureFutures extends Futures {
  private static final IFn FUTURE_CALL = ClojureAgents.core("future-call");

  @Override
  long one(long number) {
    return (Long) future(number).deref();
  }

  @Override
  long sum(int count) {
    IDeref[] futures = new IDeref[count];
    for (int i = 0; i < count; i++) {
      futures[i] = future(i);
    }
    long sum = 0;
    for (IDeref future : futures) {
      sum += (Long) future.deref();
    }
    return sum;
  }

  private static IDeref future(long number) {
    return (IDeref)
        FUTURE_CALL.invoke(
            new AFn() {
              @Override
              public Object invoke() {
                return number;
              }
            });
  }
}
