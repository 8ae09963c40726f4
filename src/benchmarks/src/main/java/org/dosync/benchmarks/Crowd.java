package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Ten thousand virtual threads that are there at the same time, each of which moves a unit between
 * two of 1000 accounts ten times.
 */
public class Crowd extends Transactions {
  private static final int ACCOUNTS = 1000;
  private static final int THREADS = 10_000;
  private static final int TRANSFERS = 10;

  @Benchmark
  @OperationsPerInvocation(THREADS * TRANSFERS)
  public void run(Worker worker) throws InterruptedException {
    VirtualThreads.require("Ten thousand threads at once");
    CountDownLatch there = new CountDownLatch(THREADS);
    CountDownLatch done = new CountDownLatch(THREADS);
    AtomicInteger failed = new AtomicInteger();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      VirtualThreads.start(() -> takePart(number, there, done, failed));
    }
    done.await();
    worker.count(THREADS * TRANSFERS);
    worker.expect(0, failed.get());
  }

  private void takePart(
      int number, CountDownLatch there, CountDownLatch done, AtomicInteger failed) {
    try {
      there.countDown();
      there.await();
      for (int i = 0; i < TRANSFERS; i++) {
        transfer(number * (i + 1));
      }
    } catch (Throwable thrown) {
      failed.incrementAndGet();
    } finally {
      done.countDown();
    }
  }

  /** Another pair of accounts for each number, spread over all of them. */
  private void transfer(int number) {
    int from = Math.floorMod(number * 0x9E3779B1, ACCOUNTS);
    int to = (from + 1 + number % (ACCOUNTS - 1)) % ACCOUNTS;
    stm.transfer(from, to, 1);
  }

  @Override
  int size() {
    return ACCOUNTS;
  }

  @Override
  long added(long operations) {
    return 0;
  }
}
