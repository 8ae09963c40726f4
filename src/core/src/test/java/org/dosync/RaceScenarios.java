package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Stories of two transactions that get in each other's way. */
final class RaceScenarios {

  private static final UnaryOperator<Object> INC = n -> (Integer) n + 1;

  private RaceScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("alter under contention", "8000", RaceScenarios::alterUnderContention),
        same("commute under contention", "8000", RaceScenarios::commuteUnderContention),
        same("read, then set what another changed", "11, 2 tries", RaceScenarios::retried),
        same("commute beside another change", "11, 1 try", RaceScenarios::commuteBesideChange),
        same("thread started in the body is outside", "1 refused, 2", RaceScenarios::threadInBody),
        same("watch is told of the try that counts", "[10-11]", RaceScenarios::watchOfRetried),
        same("older against younger", "older 1 try, younger 2 tries, 11", RaceScenarios::older),
        same(
            "set of a ref that was not read, under snapshot isolation",
            "5, 2 tries",
            model -> blindSet(model, model::dosyncSnapshot)),
        differs(
            Deviation.SWALLOWED_RETRY,
            "swallowed retry loses the change",
            "10, 1 try",
            "11, 2 tries",
            RaceScenarios::swallowed),
        differs(
            Deviation.SWALLOWED_RETRY,
            "swallowed retry writes over another commit",
            "1, 1 try",
            "11, 2 tries",
            RaceScenarios::swallowedThenSet),
        differs(
            Deviation.FIRST_COMMIT_WINS,
            "two alter one ref",
            "first 1 try, second again, 10",
            "first 2 tries, second at once, 1",
            RaceScenarios::twoAlter),
        differs(
            Deviation.SET_WITHOUT_READING,
            "set of a ref that was not read",
            "5, 2 tries",
            "5, 1 try",
            model -> blindSet(model, model::dosync)),
        differs(
            Deviation.ENSURE_BLOCKS_NOBODY,
            "write of an ensured ref",
            "ensuring 1 try, writer again",
            "ensuring 2 tries, writer at once",
            RaceScenarios::writeOfEnsured),
        differs(
            Deviation.RETRY_LIMIT,
            "retry limit",
            "RuntimeException, reaching retry limit, 10000 tries",
            "IllegalStateException, reaching retry limit, 4 tries",
            RaceScenarios::retryLimit),
        differs(
            Deviation.INTERRUPT,
            "interrupt before a retry",
            "11, 11, flag lost",
            "IllegalStateException, 10, flag set",
            RaceScenarios::interrupt));
  }

  static String tries(AtomicInteger tries) {
    return tries.get() == 1 ? "1 try" : tries + " tries";
  }

  private static void often(Body<Object, Throwable> step) {
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 2_000; i++) {
                step.run();
              }
            });
  }

  private static String alterUnderContention(Model model) {
    Model.ARef ref = model.ref(0);
    often(() -> model.dosync(() -> ref.alter(INC)));
    return String.valueOf(ref.deref());
  }

  private static String commuteUnderContention(Model model) {
    Model.ARef ref = model.ref(0);
    often(() -> model.dosync(() -> ref.commute(INC)));
    return String.valueOf(ref.deref());
  }

  /** In the first try another thread commits something, here and now. */
  static void meanwhile(AtomicInteger tries, Model model, Body<Object, Throwable> body) {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(() -> model.dosync(body));
    }
  }

  private static String retried(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    model.dosync(
        () -> {
          int seen = (Integer) ref.deref();
          meanwhile(tries, model, () -> ref.set(10));
          return ref.set(seen + 1);
        });
    return ref.deref() + ", " + tries(tries);
  }

  private static String commuteBesideChange(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    model.dosync(
        () -> {
          ref.commute(INC);
          meanwhile(tries, model, () -> ref.set(10));
        });
    return ref.deref() + ", " + tries(tries);
  }

  private static String threadInBody(Model model) {
    Model.ARef ref = model.ref(1);
    List<Object> seen = new ArrayList<>();
    model.dosync(
        () -> {
          ref.set(2);
          Threads.elsewhere(
              () -> {
                seen.add(ref.deref());
                seen.add(outcome(() -> ref.set(3)).contains("No transaction") ? "refused" : "set");
              });
        });
    return seen.get(0) + " " + seen.get(1) + ", " + ref.deref();
  }

  private static String watchOfRetried(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    List<String> told = new ArrayList<>();
    model.dosync(
        () -> {
          int seen = (Integer) ref.deref();
          meanwhile(tries, model, () -> ref.set(10));
          ref.addWatch("w", (key, from, to) -> told.add(from + "-" + to));
          return ref.set(seen + 1);
        });
    return told.toString();
  }

  private static String swallowed(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    model.dosync(
        () -> {
          ref.deref();
          meanwhile(tries, model, () -> ref.set(10));
          return outcome(() -> ref.alter(INC));
        });
    return ref.deref() + ", " + tries(tries);
  }

  private static String swallowedThenSet(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    model.dosync(
        () -> {
          int seen = (Integer) ref.deref();
          meanwhile(tries, model, () -> ref.set(10));
          outcome(() -> ref.set(seen + 1));
          return ref.set(seen + 1);
        });
    return ref.deref() + ", " + tries(tries);
  }

  /** The first adds one, the second, which begins later, multiplies by ten. */
  private static String twoAlter(Model model) {
    Model.ARef ref = model.ref(0);
    Second second = new Second(model, () -> ref.alter(n -> (Integer) n * 10));
    AtomicInteger tries = new AtomicInteger();
    try (Threads threads = new Threads()) {
      model.dosync(
          () -> {
            ref.alter(INC);
            second.startOnce(threads, tries);
          });
    }
    return "first " + tries(tries) + ", second " + second + ", " + ref.deref();
  }

  /** In Clojure the older one stops the younger, which owns the ref; here it just commits first. */
  private static String older(Model model) {
    Model.ARef ref = model.ref(1);
    Gate younger = new Gate();
    AtomicInteger triesOfOlder = new AtomicInteger();
    AtomicInteger triesOfYounger = new AtomicInteger();
    try (Threads threads = new Threads()) {
      model.dosync(
          () -> {
            if (triesOfOlder.incrementAndGet() == 1) {
              threads.start(() -> model.dosync(() -> hold(ref, triesOfYounger, younger)));
              younger.awaitArrival();
              growOld();
            }
            return ref.alter(n -> (Integer) n * 10);
          });
      younger.open();
    }
    return "older "
        + tries(triesOfOlder)
        + ", younger "
        + tries(triesOfYounger)
        + ", "
        + ref.deref();
  }

  private static void hold(Model.ARef ref, AtomicInteger tries, Gate gate) {
    tries.incrementAndGet();
    ref.alter(INC);
    gate.pass();
  }

  /** Clojure lets a transaction stop others from the age of 10 ms on. */
  private static void growOld() {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < 15_000_000) {
      Thread.onSpinWait();
    }
  }

  private static String writeOfEnsured(Model model) {
    Model.ARef ensured = model.ref(0);
    Model.ARef other = model.ref(0);
    Second writer = new Second(model, () -> ensured.set(1));
    AtomicInteger tries = new AtomicInteger();
    try (Threads threads = new Threads()) {
      model.dosync(
          () -> {
            ensured.ensure();
            writer.startOnce(threads, tries);
            return other.alter(INC);
          });
    }
    return "ensuring " + tries(tries) + ", writer " + writer;
  }

  /** A second transaction; the first goes on when it has committed or begins its second try. */
  private static final class Second {

    private final Model model;
    private final Body<Object, Throwable> body;
    private final AtomicInteger tries = new AtomicInteger();
    private final Gate goOn = new Gate();

    Second(Model model, Body<Object, Throwable> body) {
      this.model = model;
      this.body = body;
    }

    void startOnce(Threads threads, AtomicInteger triesOfFirst) {
      if (triesOfFirst.incrementAndGet() == 1) {
        threads.start(this::run);
        goOn.pass();
      }
    }

    private void run() {
      model.dosync(
          () -> {
            if (tries.incrementAndGet() == 2) {
              goOn.open();
            }
            return body.run();
          });
      goOn.open();
    }

    @Override
    public String toString() {
      return tries.get() == 1 ? "at once" : "again";
    }
  }

  private static String blindSet(Model model, Function<Body<Object, Throwable>, Object> dosync) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    dosync.apply(
        () -> {
          meanwhile(tries, model, () -> ref.set(10));
          return ref.set(5);
        });
    return ref.deref() + ", " + tries(tries);
  }

  private static String retryLimit(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    ExecutorService others = Executors.newSingleThreadExecutor();
    try {
      String outcome =
          outcome(
              () ->
                  model.dosyncLimited(
                      () -> {
                        tries.incrementAndGet();
                        int seen = (Integer) ref.deref();
                        Transaction.allow(
                            Set.of(Effect.THREAD),
                            () -> others.submit(() -> model.dosync(() -> ref.alter(INC))).get());
                        return ref.set(seen - 1);
                      }));
      String message = outcome.contains("reaching retry limit") ? "reaching retry limit" : outcome;
      return outcome.split(":")[0] + ", " + message + ", " + tries(tries);
    } finally {
      others.shutdownNow();
    }
  }

  private static String interrupt(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    String outcome =
        outcome(
            () ->
                model.dosync(
                    () -> {
                      int seen = (Integer) ref.deref();
                      meanwhile(tries, model, () -> ref.set(10));
                      if (tries.get() == 1) {
                        Thread.currentThread().interrupt();
                      }
                      return ref.set(seen + 1);
                    }));
    String flag = Thread.interrupted() ? "flag set" : "flag lost";
    return outcome.split(":")[0] + ", " + ref.deref() + ", " + flag;
  }
}
