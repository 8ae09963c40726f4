package org.dosync.benchmarks;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dosync.Effect;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls of methods that the guard is in, if it is there. They do next to nothing themselves, so
 * what it adds can be seen.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardedCalls {

  private static final int CALLS = 1000;

  /** A method of an application that the settings name. */
  static final class Own {

    /** For {@code dosync.guard.forbid}. */
    static final String METHOD = Own.class.getName() + "#call";

    private long count;

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    void call() {
      count++;
    }
  }

  private final Own own = new Own();
  private final File nameless = new File("\0");
  private final Logger logger = Logger.getLogger("org.dosync.benchmarks");
  private final LogRecord record = new LogRecord(Level.FINEST, "not logged");
  private final PrintStream memory = new PrintStream(OutputStream.nullOutputStream());
  private final Ref<Long> ref = Ref.of(1000L);

  // ---- outside transactions

  @Benchmark
  public long own() {
    own.call();
    return own.count;
  }

  @Benchmark
  public boolean file() {
    return nameless.delete();
  }

  @Benchmark
  public void log() {
    logger.log(record);
  }

  @Benchmark
  public void print() {
    memory.write(1);
  }

  /** A thread in a transaction all the time, which shares a counter of the guard with this one. */
  @State(Scope.Thread)
  public static class Neighbour {

    /** As many counters the guard has. */
    private static final int STRIPES = 64;

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Setup
    public void begin() {
      sharing(Thread.currentThread()).start();
      Agents.await(inside);
    }

    @SuppressWarnings("deprecation") // Thread.threadId() came with 19
    private Thread sharing(Thread other) {
      Thread thread = new Thread(this::run);
      while ((thread.getId() - other.getId()) % STRIPES != 0) {
        thread = new Thread(this::run);
      }
      return thread;
    }

    private void run() {
      Transaction.dosync(
          () -> {
            inside.countDown();
            Agents.await(end);
          });
    }

    @TearDown
    public void end() {
      end.countDown();
    }
  }

  @Benchmark
  public long ownBesideATransaction(Neighbour neighbour) {
    own.call();
    return own.count;
  }

  // ---- in a transaction

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void logInATransaction() {
    Transaction.dosync(
        () -> {
          for (int i = 0; i < CALLS; i++) {
            logger.log(record);
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void ownInATransaction() {
    Transaction.allow(
        Set.of(Effect.CUSTOM),
        () ->
            Transaction.dosync(
                () -> {
                  for (int i = 0; i < CALLS; i++) {
                    own.call();
                  }
                }));
  }

  @Benchmark
  public void transaction() {
    Transaction.dosync(() -> ref.alter(n -> n + 1));
  }
}
