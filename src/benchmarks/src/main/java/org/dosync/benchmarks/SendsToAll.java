package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Sends to one agent after the other, then waits until all messages have been handled. */
public class SendsToAll extends Sends {
  private static final int MESSAGES = 10_000;

  @Param({"1", "1000"})
  public int size;

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void run(Worker worker) {
    for (int sent = size; sent < MESSAGES; sent += size) {
      for (int agent = 0; agent < size; agent++) {
        agents.send(agent);
      }
    }
    sendLast();
    worker.count(MESSAGES);
  }

  private void sendLast() {
    CountDownLatch handled = new CountDownLatch(size);
    for (int agent = 0; agent < size; agent++) {
      agents.send(agent, handled);
    }
    Agents.await(handled);
  }

  @Override
  int size() {
    return size;
  }
}
