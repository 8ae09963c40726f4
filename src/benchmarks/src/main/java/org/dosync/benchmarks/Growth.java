package org.dosync.benchmarks;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dosync.Agent;
import org.dosync.Futures;
import org.dosync.History;
import org.dosync.Overflow;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What Dosync's operations cost as something grows. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Growth {
  private static final TransactionOptions SNAPSHOT = Transaction.options().readOnly(true);

  /** Before virtual threads, each open transaction has a thread of the system. */
  private static final int MOST_THREADS = 2000;

  /** So many refs. */
  @State(Scope.Benchmark)
  public static class Refs {
    @Param("1")
    public int size;

    private Ref<Long>[] all;

    @Setup
    public void begin() {
      all = Stm.array(size);
      for (int i = 0; i < size; i++) {
        all[i] = Ref.of(1000L);
      }
    }

    private long sum() {
      long sum = 0;
      for (Ref<Long> ref : all) {
        sum += ref.deref();
      }
      return sum;
    }

    private void increment() {
      for (Ref<Long> ref : all) {
        ref.alter(n -> n + 1);
      }
    }
  }

  @Benchmark
  public long read(Refs refs) {
    return Transaction.dosync(refs::sum);
  }

  @Benchmark
  public long snapshot(Refs refs) {
    return SNAPSHOT.dosync(refs::sum);
  }

  @Benchmark
  public void write(Refs refs) {
    Transaction.dosync(refs::increment);
  }

  /** So many transactions that have read a ref and go on. */
  @State(Scope.Benchmark)
  public static class Open {
    @Param("1")
    public int size;

    private final Ref<Long> ref = Ref.of(1000L);
    private final CountDownLatch end = new CountDownLatch(1);
    private CountDownLatch begun;
    private Promise<Long>[] all;

    @Setup
    public void begin() throws InterruptedException {
      if (size > MOST_THREADS) {
        VirtualThreads.require(size + " open transactions");
      }
      begun = new CountDownLatch(size);
      all = Stm.array(size);
      for (int i = 0; i < size; i++) {
        all[i] = Futures.future(() -> Transaction.dosync(this::readAndWait));
      }
      begun.await();
    }

    private long readAndWait() throws InterruptedException {
      long read = ref.deref();
      begun.countDown();
      end.await();
      return read;
    }

    @TearDown
    public void end() {
      end.countDown();
      Stream.of(all).forEach(Promise::deref);
    }
  }

  /** A change of the ref that all the others have read. */
  @Benchmark
  public void changeBesideOpen(Open open) {
    Transaction.dosync(() -> open.ref.alter(n -> n + 1));
  }

  /** So many agents. */
  @State(Scope.Benchmark)
  public static class Many {
    @Param("1")
    public int size;

    private Agent<Long>[] all;

    @Setup
    public void begin() {
      all = Stm.array(size);
      for (int i = 0; i < size; i++) {
        all[i] = Agent.of(0L);
      }
    }
  }

  /** One send to each, and all handled. */
  @Benchmark
  public void sendToEach(Many agents) {
    for (Agent<Long> agent : agents.all) {
      agent.send(n -> n + 1);
    }
    Agent.await(agents.all);
  }

  /** An agent that can keep so many actions. */
  @State(Scope.Benchmark)
  public static class Queue {
    @Param("1")
    public int size;

    private final Agent<Long> agent = Agent.builder(0L).overflow(Overflow.UNBOUNDED).build();
  }

  /** Actions that wait behind one until all are there. */
  @Benchmark
  public void queue(Queue queue) {
    CountDownLatch sent = new CountDownLatch(1);
    queue.agent.send(n -> after(sent, n));
    for (int i = 1; i < queue.size; i++) {
      queue.agent.send(n -> n + 1);
    }
    sent.countDown();
    Agent.await(queue.agent);
  }

  private static long after(CountDownLatch sent, long n) throws InterruptedException {
    sent.await();
    return n + 1;
  }

  /** A ref that has so many past values. */
  @State(Scope.Benchmark)
  public static class Past {
    @Param("1")
    public int size;

    private Ref<Long> ref;
    private Instant middle;

    @Setup
    public void begin() {
      ref = Ref.builder(1000L).history(History.keep(size)).build();
      middle = Instant.now();
      for (int i = 0; i < size; i++) {
        change();
        middle = i == size / 2 ? Instant.now() : middle;
      }
    }

    private void change() {
      Transaction.dosync(() -> ref.alter(n -> n + 1));
    }
  }

  @Benchmark
  public void changeWithPast(Past past) {
    past.change();
  }

  @Benchmark
  public long readPast(Past past) {
    return past.ref.asOf(past.middle);
  }
}
