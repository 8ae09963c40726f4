package org.dosync.benchmarks;

/** Returns what no task has returned. */
final class ForgetfulFutures extends Futures {
  @Override
  long one(long number) {
    return -1;
  }

  @Override
  long sum(int count) {
    return -1;
  }
}
