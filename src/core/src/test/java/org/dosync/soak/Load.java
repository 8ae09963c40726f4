package org.dosync.soak;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.dosync.DosyncRuntime;
import org.dosync.Failures;

/** Threads that do something again and again, and the counts of what they have done. */
final class Load {

  /** Does something once. */
  interface Step {
    void run(int turn) throws Exception;
  }

  final DosyncRuntime runtime = DosyncRuntime.builder().name("soak").build();
  private static final long REST_NANOS = Duration.ofMinutes(1).toNanos();

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
  private final LongAdder steps = new LongAdder();
  private final AtomicInteger mostTries = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean over;

  Load() {
    Failures.setHandler(failure -> wrong.add(failure.cause()));
  }

  /** From when the threads are started. */
  void add(String name, Step step) {
    Thread thread = new Thread(() -> repeat(step), "load-" + name);
    thread.setDaemon(true);
    threads.add(thread);
  }

  private void repeat(Step step) {
    try {
      for (int turn = 0; !over; turn++) {
        gate.await();
        step.run(turn);
        steps.increment();
      }
    } catch (Throwable thrown) {
      wrong.add(thrown);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Looks at what is there when nobody is at work: a reader keeps what it may still read. */
  <T> T atRest(Supplier<T> look) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    gate = closed;
    try {
      awaitRest();
      return look.get();
    } finally {
      closed.countDown();
    }
  }

  private void awaitRest() throws InterruptedException {
    long until = System.nanoTime() + REST_NANOS;
    for (int looks = 0; looks < 5; looks = isAtRest() ? looks + 1 : 0) {
      if (System.nanoTime() - until > 0) {
        check(false, "the threads do not come to rest");
        return;
      }
      Thread.sleep(1);
    }
  }

  /** At the gate, or waiting for a change that does not come now; naps are short. */
  private boolean isAtRest() {
    return threads.stream().map(Thread::getState).noneMatch(State.RUNNABLE::equals);
  }

  boolean isOver() {
    return over;
  }

  /** How many tries a transaction has taken. */
  void tried(int tries) {
    mostTries.accumulateAndGet(tries, Math::max);
  }

  int mostTries() {
    return mostTries.get();
  }

  long steps() {
    return steps.sum();
  }

  void check(boolean right, String what) {
    if (!right) {
      wrong.add(new AssertionError(what));
    }
  }

  Queue<Throwable> wrong() {
    return wrong;
  }

  /** Ends the threads, and closes the runtime. */
  void end(Runnable wakeUp) throws InterruptedException {
    over = true;
    wakeUp.run();
    for (Thread thread : threads) {
      thread.join(60_000);
      check(!thread.isAlive(), thread.getName() + " does not end");
    }
    check(runtime.close(Duration.ofMinutes(1)).isClean(), "a close with nothing left");
    Failures.setHandler(null);
  }

  /** A count that two sides keep, and that has to be the same in the end. */
  static final class Count {
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    void give() {
      given.incrementAndGet();
    }

    void take() {
      taken.incrementAndGet();
    }

    long given() {
      return given.get();
    }

    long taken() {
      return taken.get();
    }
  }
}
