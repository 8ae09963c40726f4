package org.dosync.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.dosync.Agent;
import org.dosync.Ref;
import org.dosync.Statistics;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs that somebody looks at what happens: a transaction and an action. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Seen {

  private static final int SENDS = 1000;

  private static final TransactionOptions NAMED = Transaction.options().name("add");

  /** Who looks. */
  public enum Looking {
    NOBODY,
    STATISTICS,
    /** A recording, with the thresholds of the events. */
    EVENTS,
    /** A recording of each single event. */
    ALL_EVENTS,
    /** Nobody any more, after a recording has ended. */
    AFTERWARDS
  }

  @Param private Looking looking;

  private Recording recording;
  private Statistics statistics;
  private final Agent<Long> agent = Agent.builder(0L).name("sum").build();

  /** A ref that no other thread uses. */
  @State(Scope.Thread)
  public static class Own {
    private final Ref<Long> ref = Ref.of(1000L);
  }

  @Setup
  public void begin() {
    switch (looking) {
      case NOBODY -> {}
      case STATISTICS -> statistics = Statistics.start();
      case EVENTS -> record();
      case ALL_EVENTS -> {
        record();
        recording.enable("dosync.Transaction").withThreshold(Duration.ZERO);
        recording.enable("dosync.AgentAction").withThreshold(Duration.ZERO);
      }
      case AFTERWARDS -> {
        record();
        recording.stop();
      }
    }
  }

  /** Not made before: the first one starts Flight Recorder. */
  private void record() {
    recording = new Recording();
    recording.start();
  }

  @TearDown
  public void end() {
    if (recording != null) {
      recording.close();
    }
    if (statistics != null) {
      statistics.close();
    }
  }

  @Benchmark
  public long transaction(Own own) {
    return NAMED.dosync(() -> own.ref.alter(n -> n + 1));
  }

  @Benchmark
  @OperationsPerInvocation(SENDS)
  public long send() {
    for (int i = 0; i < SENDS; i++) {
      agent.send(n -> n + 1);
    }
    Agent.await(agent);
    return agent.deref();
  }
}
