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
  @Param("Dosync")
  public String system;

  @Setup
  public final void begin() {
    start();
  }

  @TearDown(Level.Iteration)
  public final void settle(IterationParams iteration) {
    if (iteration.getType() == IterationType.WARMUP) {
      Compiler.awaitIdle();
    }
  }

  @TearDown
  public final void check(Ledger ledger) {
    end(ledger);
    expect("count of wrong results", 0, ledger.wrong());
  }

  /** Starts the system. */
  abstract void start();

  /** Checks what the system has to show for what the threads did, and stops it. */
  abstract void end(Ledger ledger);

  final void expect(String what, long expected, long actual) {
    if (actual != expected) {
      throw new BrokenInvariantException(
          "The %s should be %d and is %d".formatted(what, expected, actual));
    }
  }
}
