package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stories of atoms. */
final class AtomScenarios {

  private static final UnaryOperator<Object> INC = n -> (Integer) n + 1;

  private AtomScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("swap", "2 2", AtomScenarios::swap),
        same("swap under contention", "20000", AtomScenarios::swapUnderContention),
        same("swap in a swap", "[1, 10] 11", AtomScenarios::swapInSwap),
        same("swap that throws", "Exception: checked, 1", AtomScenarios::swapThatThrows),
        same("both values", "1-2 2-5 5", AtomScenarios::bothValues),
        same("null", "null null true", AtomScenarios::nulls),
        same("compare and set: identity", "false true", AtomScenarios::identity),
        same("compare and set: boxing trap", "false 1000", AtomScenarios::boxing),
        same("compare and set: away and back", "true", AtomScenarios::awayAndBack),
        same(
            "compare and set: validator first",
            "IllegalStateException: Invalid reference state, 1",
            AtomScenarios::validatorFirst),
        same("validator on a candidate that loses", "[10, 2, 11]", AtomScenarios::losingCandidate),
        same("swap in an aborted transaction", "2", AtomScenarios::swapInAbortedTransaction),
        same("watches of no change", "4", AtomScenarios::watchesOfNoChange),
        same("watch sees a newer value", "[2-3 now 3, 1-2 now 3]", AtomScenarios::newerValue),
        differs(
            Deviation.RESET_OLD_VALUE,
            "old value of a reset that is overtaken",
            "[0-1, 0-2]",
            "[0-1, 1-2]",
            AtomScenarios::overtakenReset),
        differs(
            Deviation.WATCH_IN_TRANSACTION,
            "watch of an atom that a body changes",
            "true 2",
            "false 1",
            AtomScenarios::watchInTransaction));
  }

  private static String swap(Model model) {
    Model.AnAtom atom = model.atom(1);
    return atom.swap(INC) + " " + atom.deref();
  }

  private static String swapUnderContention(Model model) {
    Model.AnAtom atom = model.atom(0);
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                atom.swap(INC);
              }
            });
    return String.valueOf(atom.deref());
  }

  private static String swapInSwap(Model model) {
    Model.AnAtom atom = model.atom(1);
    List<Object> seen = new ArrayList<>();
    atom.swap(
        n -> {
          seen.add(n);
          if (seen.size() == 1) {
            atom.reset(10);
          }
          return (Integer) n + 1;
        });
    return seen + " " + atom.deref();
  }

  private static String swapThatThrows(Model model) {
    Model.AnAtom atom = model.atom(1);
    String thrown =
        outcome(
            () ->
                atom.swap(
                    n -> {
                      throw Sneaky.rethrow(new Exception("checked"));
                    }));
    return thrown + ", " + atom.deref();
  }

  private static String bothValues(Model model) {
    Model.AnAtom atom = model.atom(1);
    Change<Object> swapped = atom.swapVals(INC);
    Change<Object> reset = atom.resetVals(5);
    return show(swapped) + " " + show(reset) + " " + atom.deref();
  }

  private static String show(Change<Object> change) {
    return change.oldValue() + "-" + change.newValue();
  }

  private static String nulls(Model model) {
    Model.AnAtom atom = model.atom(null);
    return atom.deref() + " " + atom.reset(null) + " " + atom.compareAndSet(null, 1);
  }

  private static String identity(Model model) {
    String here = new String("value");
    Model.AnAtom atom = model.atom(here);
    return atom.compareAndSet(new String("value"), 1) + " " + atom.compareAndSet(here, 1);
  }

  private static String boxing(Model model) {
    Model.AnAtom atom = model.atom(Integer.parseInt("1000"));
    return atom.compareAndSet(Integer.parseInt("1000"), 1001) + " " + atom.deref();
  }

  private static String awayAndBack(Model model) {
    Model.AnAtom atom = model.atom("A");
    Object seen = atom.deref();
    atom.reset("B");
    atom.reset(seen);
    return String.valueOf(atom.compareAndSet(seen, "C"));
  }

  private static String validatorFirst(Model model) {
    Model.AnAtom atom = model.atom(1, n -> (Integer) n < 10);
    return outcome(() -> atom.compareAndSet("another value", 10)) + ", " + atom.deref();
  }

  private static String losingCandidate(Model model) {
    List<Object> asked = new ArrayList<>();
    Model.AnAtom atom = model.atom(1, asked::add);
    asked.clear();
    AtomicInteger runs = new AtomicInteger();
    atom.swap(
        n -> {
          if (runs.incrementAndGet() == 1) {
            atom.reset(10);
          }
          return (Integer) n + 1;
        });
    return asked.toString();
  }

  private static String swapInAbortedTransaction(Model model) {
    Model.AnAtom atom = model.atom(1);
    outcome(
        () ->
            model.dosync(
                () -> {
                  atom.swap(INC);
                  throw new Exception("abort");
                }));
    return String.valueOf(atom.deref());
  }

  private static String watchesOfNoChange(Model model) {
    Model.AnAtom atom = model.atom(1);
    Object same = atom.deref();
    AtomicInteger told = new AtomicInteger();
    atom.addWatch("w", (key, from, to) -> told.incrementAndGet());
    atom.reset(same);
    atom.swap(n -> n);
    atom.resetVals(same);
    atom.compareAndSet(same, same);
    atom.compareAndSet("another value", same);
    return told.toString();
  }

  private static String newerValue(Model model) {
    Model.AnAtom atom = model.atom(1);
    List<String> told = new ArrayList<>();
    atom.addWatch(
        "w",
        (key, from, to) -> {
          if (to.equals(2)) {
            atom.reset(3);
          }
          told.add(from + "-" + to + " now " + atom.deref());
        });
    atom.reset(2);
    return told.toString();
  }

  /** The validator stands for another thread that gets in between. */
  private static String overtakenReset(Model model) {
    Model.AnAtom atom = model.atom(0);
    List<String> told = new ArrayList<>();
    atom.setValidator(
        candidate -> {
          if (candidate.equals(2)) {
            atom.reset(1);
          }
          return true;
        });
    atom.addWatch("w", (key, from, to) -> told.add(from + "-" + to));
    atom.reset(2);
    return told.toString();
  }

  private static String watchInTransaction(Model model) {
    Model.AnAtom atom = model.atom(0);
    Model.ARef ref = model.ref(1);
    List<String> told = new ArrayList<>();
    atom.addWatch("w", (key, from, to) -> told.add(model.isRunning() + " " + ref.deref()));
    model.dosync(
        () -> {
          ref.set(2);
          atom.reset(1);
        });
    return told.get(0);
  }
}
