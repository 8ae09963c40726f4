package org.dosync.benchmarks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The threads of one run, so that the end of it can be checked against what they did. */
@State(Scope.Benchmark)
public class Ledger {
  private final Queue<Worker> workers = new ConcurrentLinkedQueue<>();

  void register(Worker worker) {
    workers.add(worker);
  }

  long done() {
    return workers.stream().mapToLong(Worker::done).sum();
  }

  long wrong() {
    return workers.stream().mapToLong(Worker::wrong).sum();
  }
}
