package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stories of delays. */
final class DelayScenarios {

  private DelayScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("body runs once", "0 false, 1 true, 1", DelayScenarios::once),
        same("racing threads run the body once", "1 run, 1 value", DelayScenarios::race),
        same("null is kept", "null null, 1", DelayScenarios::nullIsKept),
        same("throwable is kept", "true true true, 1", DelayScenarios::throwableIsKept),
        same("asking whether it is realized does not wait", "false", DelayScenarios::isRealized),
        differs(
            Deviation.DELAY_IN_TRANSACTION,
            "forced in a transaction",
            "true 2",
            "false 1",
            DelayScenarios::inTransaction),
        differs(
            Deviation.DELAY_OF_ITSELF,
            "asks for its own value",
            "NullPointerException, 1",
            "IllegalStateException, 1",
            DelayScenarios::ofItself),
        differs(
            Deviation.DELAY_WITH_TIMEOUT,
            "timed deref",
            "ClassCastException",
            "5",
            DelayScenarios::timed));
  }

  private static String once(Model model) {
    AtomicInteger runs = new AtomicInteger();
    Model.ADelay delay = model.delay(runs::incrementAndGet);
    String before = runs + " " + delay.isRealized();
    Object value = delay.deref();
    delay.deref();
    return before + ", " + value + " " + delay.isRealized() + ", " + runs;
  }

  private static String race(Model model) {
    AtomicInteger runs = new AtomicInteger();
    Model.ADelay delay = model.delay(runs::incrementAndGet);
    List<Object> values = new CopyOnWriteArrayList<>();
    Threads.together(8, index -> () -> values.add(delay.deref()));
    return runs + " run, " + values.stream().distinct().count() + " value";
  }

  private static String nullIsKept(Model model) {
    AtomicInteger runs = new AtomicInteger();
    Model.ADelay delay =
        model.delay(
            () -> {
              runs.incrementAndGet();
              return null;
            });
    return delay.deref() + " " + delay.deref() + ", " + runs;
  }

  private static String throwableIsKept(Model model) {
    AtomicInteger runs = new AtomicInteger();
    Exception thrown = new Exception("checked");
    Model.ADelay delay =
        model.delay(
            () -> {
              runs.incrementAndGet();
              throw Sneaky.rethrow(thrown);
            });
    boolean first = thrownBy(delay) == thrown;
    boolean second = thrownBy(delay) == thrown;
    return first + " " + second + " " + delay.isRealized() + ", " + runs;
  }

  private static Throwable thrownBy(Model.ADelay delay) {
    try {
      throw new AssertionError("There must be no value, but there is " + delay.deref());
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  private static String isRealized(Model model) {
    Gate gate = new Gate();
    Model.ADelay delay =
        model.delay(
            () -> {
              gate.pass();
              return 1;
            });
    try (Threads threads = new Threads()) {
      threads.start(delay::deref);
      gate.awaitArrival();
      boolean realized = delay.isRealized();
      gate.open();
      return String.valueOf(realized);
    }
  }

  private static String inTransaction(Model model) {
    Model.ARef ref = model.ref(1);
    Model.ADelay delay = model.delay(() -> model.isRunning() + " " + ref.deref());
    Object seen =
        model.dosync(
            () -> {
              ref.set(2);
              return delay.deref();
            });
    return seen.toString();
  }

  /** In Clojure a body may use what it closes over only once: the second run ends there. */
  private static String ofItself(Model model) {
    AtomicReference<Model.ADelay> self = new AtomicReference<>();
    AtomicInteger runs = new AtomicInteger();
    self.set(model.delay(() -> runs.incrementAndGet() == 2 ? 2 : self.get().deref()));
    return outcome(() -> self.get().deref()).split(":")[0] + ", " + runs;
  }

  private static String timed(Model model) {
    Model.ADelay delay = model.delay(() -> 5);
    return outcome(() -> delay.deref(1_000, "too late")).split(":")[0];
  }
}
