package org.dosync.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** A workload on one system, which says at its end whether that system kept its promise. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public abstract class Workload {
  /** Beyond the boxes that the JDK keeps ready, so that each reference has a box of its own. */
  static final long INITIAL = 1000;

  @Param({"Dosync", "Clojure", "Scala", "Multiverse", "Lock"})
  public String system;

  Stm stm;

  @Setup
  public final void begin() {
    stm = Stm.of(system, size(), INITIAL);
  }

  @TearDown(Level.Iteration)
  public final void settle(IterationParams iteration) {
    if (iteration.getType() == IterationType.WARMUP) {
      Compiler.awaitIdle();
    }
  }

  @TearDown
  public final void check(Ledger ledger) {
    expect("total", total() + added(ledger.done()), sumOneByOne());
    expect("count of torn sums", 0, ledger.torn());
  }

  /** How many references there are. */
  abstract int size();

  /** What so many operations add to the total of all references. */
  abstract long added(long operations);

  /** The total of all references at the beginning. */
  final long total() {
    return INITIAL * size();
  }

  /** Moves one unit between two different references that the dice choose. */
  final void transfer(Worker worker) {
    int from = worker.roll(size());
    int to = worker.roll(size() - 1);
    stm.transfer(from, to < from ? to : to + 1, 1);
  }

  private long sumOneByOne() {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += stm.value(i);
    }
    return sum;
  }

  private void expect(String what, long expected, long actual) {
    if (actual != expected) {
      throw new BrokenInvariantException(
          "The %s should be %d and is %d".formatted(what, expected, actual));
    }
  }
}
