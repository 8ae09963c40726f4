package org.dosync.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One thread of a run: where it works, its dice, what it has done, and what that cost.
 *
 * <p>The public fields reach the results: the processor time of this thread, or of the process, and
 * the operations done in it. On a busy machine their quotient is steadier than time by the clock.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Worker {
  /** Processor time of the thread in one iteration. */
  public long cpuNanos;

  /** Processor time of the whole process in one iteration. */
  public long processNanos;

  /** Operations in one iteration. */
  public long cpuOperations;

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long cpuAtStart;
  private long processAtStart;
  private long doneAtStart;
  private long seed;
  private int index;
  private long done;
  private long wrong;

  @Setup
  public void join(Ledger ledger, ThreadParams threads) {
    index = threads.getThreadIndex();
    seed = index + 1;
    ledger.register(this);
  }

  @Setup(Level.Iteration)
  public void start() {
    doneAtStart = done;
    processAtStart = process.getProcessCpuTime();
    cpuAtStart = clock.getCurrentThreadCpuTime();
  }

  @TearDown(Level.Iteration)
  public void stop() {
    cpuNanos = clock.getCurrentThreadCpuTime() - cpuAtStart;
    processNanos = process.getProcessCpuTime() - processAtStart;
    cpuOperations = done - doneAtStart;
  }

  int index() {
    return index;
  }

  /**
   * A number from 0 to {@code sides - 1}; cheap, so that it hides no difference between systems.
   */
  int roll(int sides) {
    seed = seed * 6364136223846793005L + 1442695040888963407L;
    return (int) ((seed >>> 33) * sides >>> 31);
  }

  void countOne() {
    done++;
  }

  void count(int operations) {
    done += operations;
  }

  /** Takes part in every result, so that one can neither be left out nor be wrong unseen. */
  void expect(long expected, long actual) {
    if (actual != expected) {
      wrong++;
    }
  }

  long done() {
    return done;
  }

  long wrong() {
    return wrong;
  }
}
