package org.dosync.benchmarks;

/** Tasks on other threads, and waits for their results. */
abstract class Futures {
  /** Starts a task that returns the number; waits for it. */
  abstract long one(long number);

  /** Starts a task for each number below {@code count} that returns it; waits for all their sum. */
  abstract long sum(int count);
}
