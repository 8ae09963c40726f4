package org.dosync.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.dosync.Agent;
import org.dosync.CloseReport.Left;
import org.dosync.Failure;

/** All errands of a run, to be compared with what was told. */
final class Ledger {

  private final Queue<Errand> errands = new ConcurrentLinkedQueue<>();

  /** Gives away an errand by a call that may refuse it. */
  Errand give(String name, Object owner, Consumer<Errand> call) {
    Errand errand = new Errand(name, owner);
    errands.add(errand);
    try {
      call.accept(errand);
      return errand;
    } catch (Throwable refused) {
      errand.callOff();
      throw refused;
    }
  }

  /** Of promises of futures failures are told by themselves; those of agents have to be asked. */
  void askAgents(Told told) {
    for (Errand errand : errands) {
      if (errand.owner() instanceof Agent && errand.promise() != null) {
        errand.promise().whenComplete((state, thrown) -> told.add(thrown));
      }
    }
  }

  /**
   * What was lost, done twice, or done though it was called off.
   *
   * @param failures of errands that have not begun
   */
  List<String> settle(Collection<Left> left, Collection<Failure> failures) {
    List<String> wrong = new ArrayList<>();
    Map<Object, List<Errand>> missing = new IdentityHashMap<>();
    for (Errand errand : errands) {
      if (errand.wrong() != null) {
        wrong.add(errand.wrong());
      }
      if (errand.isMissing()) {
        missing.computeIfAbsent(errand.owner(), owner -> new ArrayList<>()).add(errand);
      }
    }
    missing.forEach(
        (owner, lost) -> {
          if (told(owner, left, failures) < lost.size()) {
            wrong.add("lost without a word: " + lost + "; told: " + left + ", " + failures);
          }
        });
    return wrong;
  }

  private static long told(Object owner, Collection<Left> left, Collection<Failure> failures) {
    long dropped =
        left.stream().filter(one -> one.source() == owner).mapToLong(Left::dropped).sum();
    return dropped
        + failures.stream()
            .filter(failure -> failure.source() == owner || failure.source() == null)
            .mapToLong(Ledger::count)
            .sum();
  }

  /** For example {@code 3 actions}. */
  private static long count(Failure failure) {
    String first = failure.what().split(" ")[0];
    return first.matches("\\d+") ? Long.parseLong(first) : 1;
  }
}
