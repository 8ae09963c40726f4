package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stories of futures and promises. */
final class FutureScenarios {

  private FutureScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("first delivery wins", "false true 1, true", FutureScenarios::firstWins),
        same("null can be delivered", "null true", FutureScenarios::nullDelivered),
        same("timed deref of a promise", "ethel", FutureScenarios::timed),
        same("future", "5 5 true", FutureScenarios::future),
        same("timed deref of a future that runs", "late, false, 5", FutureScenarios::running),
        same("cancel", "true false, CancellationException true", FutureScenarios::cancel),
        same("cancel of one that has ended", "false 5", FutureScenarios::cancelEnded),
        same("changes in a future are outside", "No transaction running", FutureScenarios::outside),
        differs(
            Deviation.DELIVER_SAYS_WHETHER_IT_WON,
            "what deliver returns",
            "promise, null",
            "true, false",
            FutureScenarios::delivered),
        differs(
            Deviation.UNCHECKED_FAILURES,
            "failure of a future",
            "ExecutionException mine, ExecutionException mine, true",
            "CompletionException mine, CompletionException mine, true",
            FutureScenarios::failed),
        differs(
            Deviation.FUTURES_WAIT_FOR_THE_COMMIT,
            "future in a transaction of 3 tries",
            "3 runs",
            "1 run",
            FutureScenarios::inTransaction),
        differs(
            Deviation.FUTURES_WAIT_FOR_THE_COMMIT,
            "delivery in a transaction that aborts",
            "true",
            "false",
            FutureScenarios::deliveryInAborted),
        differs(
            Deviation.CIRCLE_OF_WAITS,
            "future that waits for itself",
            "still waits",
            "IllegalStateException",
            FutureScenarios::waitsForItself),
        differs(
            Deviation.INTERRUPTED_WAIT,
            "interrupt of a wait",
            "InterruptedException, flag lost",
            "IllegalStateException, flag set",
            FutureScenarios::interrupted),
        differs(
            Deviation.CURRENT_AGENT_STAYS,
            "current agent in a future",
            "the agent",
            "none",
            FutureScenarios::currentAgent));
  }

  private static String firstWins(Model model) {
    Model.APromise promise = model.promise();
    String before = String.valueOf(promise.isRealized());
    promise.deliver(1);
    String after = promise.isRealized() + " " + promise.deref();
    promise.deliver(2);
    return before + " " + after + ", " + promise.deref().equals(1);
  }

  private static String nullDelivered(Model model) {
    Model.APromise promise = model.promise();
    promise.deliver(null);
    return promise.deref() + " " + promise.isRealized();
  }

  private static String timed(Model model) {
    return String.valueOf(model.promise().deref(1, "ethel"));
  }

  private static String future(Model model) {
    Model.APromise future = model.future(() -> 5);
    return future.deref() + " " + future.deref(1, "late") + " " + future.isRealized();
  }

  private static String running(Model model) {
    Gate gate = new Gate();
    Model.APromise future =
        model.future(
            () -> {
              gate.pass();
              return 5;
            });
    String before = future.deref(1, "late") + ", " + future.isRealized();
    gate.open();
    return before + ", " + future.deref();
  }

  private static String cancel(Model model) {
    Gate gate = new Gate();
    Model.APromise future =
        model.future(
            () -> {
              gate.pass();
              return 5;
            });
    gate.awaitArrival();
    String cancelled = future.cancel() + " " + future.cancel();
    gate.open();
    return cancelled + ", " + outcome(future::deref).split(":")[0] + " " + future.isRealized();
  }

  private static String cancelEnded(Model model) {
    Model.APromise future = model.future(() -> 5);
    future.deref();
    return future.cancel() + " " + future.deref();
  }

  private static String outside(Model model) {
    Model.ARef ref = model.ref(0);
    Model.APromise future =
        model.future(() -> outcome(() -> ref.set(1)).replace("IllegalStateException: ", ""));
    return future.deref().toString().split(":")[0];
  }

  private static String delivered(Model model) {
    Model.APromise promise = model.promise();
    return promise.deliver(1) + ", " + promise.deliver(2);
  }

  private static String failed(Model model) {
    Model.APromise future =
        model.future(
            () -> {
              throw new ArithmeticException("mine");
            });
    return failure(future) + ", " + failure(future) + ", " + future.isRealized();
  }

  private static String failure(Model.APromise future) {
    try {
      return String.valueOf(future.deref());
    } catch (Throwable thrown) {
      return thrown.getClass().getSimpleName() + " " + thrown.getCause().getMessage();
    }
  }

  private static String inTransaction(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    List<Model.APromise> futures = new ArrayList<>();
    model.dosync(
        () -> {
          ref.deref();
          futures.add(model.future(runs::incrementAndGet));
          if (tries.incrementAndGet() < 3) {
            Threads.elsewhere(() -> model.dosync(() -> ref.set(tries.get())));
          }
          return ref.set(10);
        });
    futures.forEach(future -> outcome(future::deref));
    return runs + (runs.get() == 1 ? " run" : " runs");
  }

  private static String deliveryInAborted(Model model) {
    Model.APromise promise = model.promise();
    outcome(
        () ->
            model.dosync(
                () -> {
                  promise.deliver(1);
                  throw new Exception("abort");
                }));
    return String.valueOf(promise.isRealized());
  }

  private static String waitsForItself(Model model) {
    Model.APromise itself = model.promise();
    Model.APromise future =
        model.future(
            () -> {
              Model.APromise mine = (Model.APromise) itself.deref();
              return outcome(() -> mine.deref(1, "still waits")).split(":")[0];
            });
    itself.deliver(future);
    return future.deref().toString();
  }

  private static String interrupted(Model model) {
    Model.APromise promise = model.promise();
    Thread.currentThread().interrupt();
    String thrown = outcome(promise::deref).split(":")[0];
    return thrown + (Thread.interrupted() ? ", flag set" : ", flag lost");
  }

  private static String currentAgent(Model model) {
    Model.AnAgent agent = model.agent(0, null, false);
    agent.sendOff(n -> model.future(() -> model.currentAgent() == null ? "none" : "the agent"));
    agent.await();
    return ((Model.APromise) agent.deref()).deref().toString();
  }
}
