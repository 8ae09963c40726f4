package org.dosync.seen;

import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.Statistics;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;

/** A transaction that loses a try, and an action, counted; for a JVM without Flight Recorder. */
public final class Program {

  private Program() {}

  /** Prints the report. */
  public static void main(String... arguments) {
    try (Statistics statistics = Statistics.start()) {
      run();
      System.out.println(statistics.report());
    }
  }

  static void run() {
    collide();
    Agent.builder(0).name("log").build().submit(n -> n + 1).join();
  }

  /** On this thread alone. */
  public static void collide() {
    TransactionOptions loser = Transaction.options().name("loser");
    TransactionOptions winner = loser.name("winner").propagation(Propagation.REQUIRES_NEW);
    Ref<Integer> ref = Ref.builder(0).name("contended").build();
    AtomicInteger tries = new AtomicInteger();
    loser.dosync(
        () -> {
          int seen = ref.deref();
          if (tries.incrementAndGet() == 1) {
            winner.dosync(() -> ref.set(1));
          }
          ref.set(seen + 1);
        });
  }
}
