package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A transaction that reads and writes 16 random references of 10,000. */
public class RandomSixteen extends Transactions {
  private static final int CHOSEN = 16;

  /** The references that a thread chose for its next operation. */
  @State(Scope.Thread)
  public static class Choice {
    final int[] refs = new int[CHOSEN];
  }

  @Benchmark
  public void run(Worker worker, Choice choice) {
    for (int i = 0; i < CHOSEN; i++) {
      choice.refs[i] = worker.roll(size());
    }
    stm.incrementAll(choice.refs);
    worker.countOne();
  }

  @Override
  int size() {
    return 10_000;
  }

  @Override
  long added(long operations) {
    return CHOSEN * operations;
  }
}
