package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Stories of one transaction alone, and what it does to refs. */
final class RefScenarios {

  private static final UnaryOperator<Object> INC = n -> (Integer) n + 1;
  private static final String ABORT = "Exception: abort";
  private static final String OUTSIDE = "IllegalStateException: No transaction running";

  private RefScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("Bob moves", "San Francisco 45000, San Francisco 45000", RefScenarios::bob),
        same("results", "null, 5 6 6", RefScenarios::results),
        same(
            "outside a transaction",
            String.join(", ", OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE, "1"),
            RefScenarios::outside),
        same(
            "exceptions abort",
            "Exception true 1, RuntimeException true 1, Error true 1",
            RefScenarios::exceptionsAbort),
        same("refused value on the way", "5", RefScenarios::refusedOnTheWay),
        same(
            "one refusal aborts all",
            "IllegalStateException: Invalid reference state, 1 1",
            RefScenarios::refusalAbortsAll),
        same("validator asked once", "[4]", RefScenarios::validatorAskedOnce),
        same("watch told once", "[1-4, 1-1]", RefScenarios::watchToldOnce),
        same(
            "set-validator in a transaction",
            "IllegalStateException: Invalid reference state, accepted, 20",
            RefScenarios::setValidator),
        same("nested transaction joins", "inside 2, others 1, after 2", RefScenarios::nestedJoins),
        same("outer abort undoes the nested one", ABORT + ", 1", RefScenarios::outerAbort),
        differs(
            Deviation.NESTED_ABORT,
            "nested transaction throws, outer catches",
            "2 2",
            "2 1",
            RefScenarios::nestedAbort),
        same("io!", "done, IllegalStateException: I/O in transaction, false", RefScenarios::io),
        differs(
            Deviation.IO_ENDS_THE_TRANSACTION,
            "io! in a body that catches it",
            "caught, 2",
            "IllegalStateException: I/O in transaction, 1",
            RefScenarios::caughtIo),
        same("isRunning", "false true false", RefScenarios::isRunning),
        same("history of a new ref", "0 0", RefScenarios::noHistory),
        same("history with a minimum", "0 3 3", RefScenarios::minHistory),
        differs(
            Deviation.REFS_HAVE_NO_ORDER,
            "refs are comparable",
            "true",
            "false",
            model -> String.valueOf(model.ref(1).itself() instanceof Comparable)));
  }

  private static String bob(Model model) {
    Model.ARef location = model.ref("Chicago");
    Model.ARef salary = model.ref(30_000);
    Object inside =
        model.dosync(
            () -> {
              location.set("San Francisco");
              salary.alter(s -> (Integer) s + 15_000);
              return location.deref() + " " + salary.deref();
            });
    return inside + ", " + location.deref() + " " + salary.deref();
  }

  private static String results(Model model) {
    Model.ARef ref = model.ref(1);
    Object empty = model.dosync(() -> null);
    Object changed = model.dosync(() -> ref.set(5) + " " + ref.alter(INC) + " " + ref.ensure());
    return empty + ", " + changed;
  }

  private static String outside(Model model) {
    Model.ARef ref = model.ref(1);
    return String.join(
        ", ",
        outcome(() -> ref.set(5)),
        outcome(() -> ref.alter(INC)),
        outcome(() -> ref.commute(INC)),
        outcome(ref::ensure),
        outcome(ref::deref));
  }

  private static String exceptionsAbort(Model model) {
    List<String> outcomes = new ArrayList<>();
    for (Throwable thrown : List.of(new Exception(), new RuntimeException(), new Error())) {
      Model.ARef ref = model.ref(1);
      try {
        model.dosync(
            () -> {
              ref.set(2);
              throw thrown;
            });
      } catch (Throwable seen) {
        String type = seen.getClass().getSimpleName();
        outcomes.add(type + " " + (seen == thrown) + " " + ref.deref());
      }
    }
    return String.join(", ", outcomes);
  }

  private static String refusedOnTheWay(Model model) {
    Model.ARef ref = model.ref(1, n -> (Integer) n < 10);
    return outcome(
        () ->
            model.dosync(
                () -> {
                  ref.set(50);
                  return ref.set(5);
                }));
  }

  private static String refusalAbortsAll(Model model) {
    Model.ARef ref = model.ref(1, n -> (Integer) n < 10);
    Model.ARef other = model.ref(1);
    String refused =
        outcome(
            () ->
                model.dosync(
                    () -> {
                      other.set(2);
                      return ref.set(10);
                    }));
    return refused + ", " + ref.deref() + " " + other.deref();
  }

  private static String validatorAskedOnce(Model model) {
    List<Object> asked = new ArrayList<>();
    Model.ARef ref = model.ref(1, asked::add);
    asked.clear();
    model.dosync(
        () -> {
          ref.set(2);
          ref.alter(INC);
          ref.alter(INC);
        });
    return asked.toString();
  }

  private static String watchToldOnce(Model model) {
    Model.ARef changed = model.ref(1);
    Model.ARef same = model.ref(1);
    Model.ARef read = model.ref(1);
    List<String> told = new ArrayList<>();
    Model.Watching teller = (key, from, to) -> told.add(from + "-" + to);
    List.of(changed, same, read).forEach(ref -> ref.addWatch("w", teller));
    model.dosync(
        () -> {
          changed.set(3);
          changed.alter(INC);
          read.ensure();
          return read.deref();
        });
    model.dosync(() -> same.alter(n -> n));
    return told.toString();
  }

  private static String setValidator(Model model) {
    Model.ARef ref = model.ref(1);
    List<String> outcomes = new ArrayList<>();
    model.dosync(
        () -> {
          ref.set(20);
          outcomes.add(accepts(ref, 1));
          outcomes.add(accepts(ref, 20));
        });
    return String.join(", ", outcomes) + ", " + ref.deref();
  }

  private static String accepts(Model.ARef ref, int only) {
    return outcome(
        () -> {
          ref.setValidator(n -> n.equals(only));
          return "accepted";
        });
  }

  private static String nestedJoins(Model model) {
    Model.ARef ref = model.ref(1);
    List<Object> seen = new ArrayList<>();
    model.dosync(
        () -> {
          model.dosync(() -> ref.set(2));
          seen.add(ref.deref());
          Threads.elsewhere(() -> seen.add(ref.deref()));
        });
    return "inside " + seen.get(0) + ", others " + seen.get(1) + ", after " + ref.deref();
  }

  private static String outerAbort(Model model) {
    Model.ARef ref = model.ref(1);
    String thrown =
        outcome(
            () ->
                model.dosync(
                    () -> {
                      model.dosync(() -> ref.set(2));
                      throw new Exception("abort");
                    }));
    return thrown + ", " + ref.deref();
  }

  private static String nestedAbort(Model model) {
    Model.ARef outer = model.ref(1);
    Model.ARef nested = model.ref(1);
    model.dosync(
        () -> {
          outer.set(2);
          outcome(
              () ->
                  model.dosync(
                      () -> {
                        nested.set(2);
                        throw new Exception("abort");
                      }));
        });
    return outer.deref() + " " + nested.deref();
  }

  private static String io(Model model) {
    AtomicBoolean done = new AtomicBoolean();
    return outcome(() -> model.io(() -> "done"))
        + ", "
        + outcome(() -> model.dosync(() -> model.io(() -> done.getAndSet(true))))
        + ", "
        + done;
  }

  private static String caughtIo(Model model) {
    Model.ARef ref = model.ref(1);
    return outcome(
            () ->
                model.dosync(
                    () -> {
                      ref.set(2);
                      try {
                        return model.io(() -> "done");
                      } catch (IllegalStateException e) {
                        return "caught";
                      }
                    }))
        + ", "
        + ref.deref();
  }

  private static String isRunning(Model model) {
    return model.isRunning()
        + " "
        + model.dosync(() -> model.isRunning())
        + " "
        + model.isRunning();
  }

  private static String noHistory(Model model) {
    Model.ARef ref = model.ref(1);
    int before = ref.historyCount();
    model.dosync(() -> ref.set(2));
    return before + " " + ref.historyCount();
  }

  private static String minHistory(Model model) {
    Model.ARef ref = model.refWithHistory(0, 3);
    List<String> counts = new ArrayList<>();
    counts.add(String.valueOf(ref.historyCount()));
    for (int times : new int[] {3, 2}) {
      for (int i = 0; i < times; i++) {
        model.dosync(() -> ref.alter(INC));
      }
      counts.add(String.valueOf(ref.historyCount()));
    }
    return String.join(" ", counts);
  }
}
