package org.dosync;

import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.outcome;
import static org.dosync.Scenario.same;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stories of commute in one transaction alone. */
final class CommuteScenarios {

  private static final UnaryOperator<Object> INC = n -> (Integer) n + 1;
  private static final String AFTER_COMMUTE = "IllegalStateException: Can't set after commute";

  private CommuteScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("commute", "12", CommuteScenarios::commute),
        same("commute after alter", "12, 1 run", CommuteScenarios::commuteAfterAlter),
        same(
            "commute that throws", "ArithmeticException: mine, 1", CommuteScenarios::commuteThrows),
        same("set after commute", AFTER_COMMUTE + ", 1", CommuteScenarios::setAfterCommute),
        differs(
            Deviation.COMMUTE_RETURNS_NOTHING,
            "result of commute",
            "2",
            "nothing",
            CommuteScenarios::commuteResult),
        differs(
            Deviation.COMMUTE_RUNS_AT_THE_COMMIT,
            "runs of a commuting function",
            "1 in the body, 1 at the commit",
            "0 in the body, 1 at the commit",
            CommuteScenarios::commuteRuns),
        differs(
            Deviation.COMMUTE_RUNS_AT_THE_COMMIT,
            "where a commuting function throws",
            "in the body",
            "at the commit",
            CommuteScenarios::whereCommuteThrows),
        differs(
            Deviation.READ_AFTER_COMMUTE,
            "set after a commute that was read",
            AFTER_COMMUTE + ", 1",
            "5, 5",
            CommuteScenarios::setAfterCommuteAndRead),
        differs(
            Deviation.ALTER_AFTER_COMMUTE,
            "alter after commute",
            AFTER_COMMUTE + ", 1",
            "20, 20",
            CommuteScenarios::alterAfterCommute),
        differs(
            Deviation.COMMUTE_MAY_ONLY_READ,
            "commuting function that reads another commuted ref",
            "null, 2 3",
            "IllegalStateException: Can't read #<Ref@, 1 1",
            CommuteScenarios::commuteReads),
        differs(
            Deviation.COMMUTE_MAY_ONLY_READ,
            "commuting function that changes another ref",
            "null, 2 3",
            "IllegalStateException: Can't alter #<Ref@, 1 1",
            CommuteScenarios::commuteChanges));
  }

  private static String commute(Model model) {
    Model.ARef ref = model.ref(5);
    model.dosync(
        () -> {
          ref.commute(INC);
          ref.commute(n -> (Integer) n * 2);
        });
    return String.valueOf(ref.deref());
  }

  private static String commuteAfterAlter(Model model) {
    Model.ARef ref = model.ref(10);
    AtomicInteger runs = new AtomicInteger();
    model.dosync(
        () -> {
          ref.alter(INC);
          ref.commute(
              n -> {
                runs.incrementAndGet();
                return (Integer) n + 1;
              });
        });
    return ref.deref() + ", " + runs + " run";
  }

  private static String commuteThrows(Model model) {
    Model.ARef ref = model.ref(1);
    return outcome(() -> model.dosync(() -> ref.commute(CommuteScenarios::failing)))
        + ", "
        + ref.deref();
  }

  private static Object failing(Object value) {
    throw new ArithmeticException("mine");
  }

  private static String whereCommuteThrows(Model model) {
    Model.ARef ref = model.ref(1);
    AtomicBoolean inBody = new AtomicBoolean();
    outcome(
        () ->
            model.dosync(
                () -> {
                  inBody.set(
                      outcome(() -> ref.commute(CommuteScenarios::failing)).contains("mine"));
                  return null;
                }));
    return inBody.get() ? "in the body" : "at the commit";
  }

  private static String setAfterCommute(Model model) {
    Model.ARef ref = model.ref(1);
    return outcome(
            () ->
                model.dosync(
                    () -> {
                      ref.commute(INC);
                      return ref.set(5);
                    }))
        + ", "
        + ref.deref();
  }

  private static String setAfterCommuteAndRead(Model model) {
    Model.ARef ref = model.ref(1);
    return outcome(
            () ->
                model.dosync(
                    () -> {
                      ref.commute(INC);
                      ref.deref();
                      return ref.set(5);
                    }))
        + ", "
        + ref.deref();
  }

  private static String alterAfterCommute(Model model) {
    Model.ARef ref = model.ref(1);
    return outcome(
            () ->
                model.dosync(
                    () -> {
                      ref.commute(INC);
                      return ref.alter(n -> (Integer) n * 10);
                    }))
        + ", "
        + ref.deref();
  }

  private static String commuteResult(Model model) {
    Model.ARef ref = model.ref(1);
    return String.valueOf(model.dosync(() -> ref.commute(INC)));
  }

  private static String commuteRuns(Model model) {
    Model.ARef ref = model.ref(1);
    AtomicInteger runs = new AtomicInteger();
    int inBody =
        (Integer)
            model.dosync(
                () -> {
                  ref.commute(
                      n -> {
                        runs.incrementAndGet();
                        return (Integer) n + 1;
                      });
                  return runs.get();
                });
    return inBody + " in the body, " + (runs.get() - inBody) + " at the commit";
  }

  private static String commuteChanges(Model model) {
    Model.ARef ref = model.ref(1);
    Model.ARef other = model.ref(1);
    String outcome =
        outcome(
            () ->
                model.dosync(
                    () -> {
                      ref.commute(
                          n -> {
                            other.alter(INC);
                            return (Integer) n + 1;
                          });
                      return null;
                    }));
    return outcome.replaceAll("@.*", "@") + ", " + ref.deref() + " " + other.deref();
  }

  private static String commuteReads(Model model) {
    Model.ARef ref = model.ref(1);
    Model.ARef reading = model.ref(1);
    String outcome =
        outcome(
            () ->
                model.dosync(
                    () -> {
                      ref.commute(INC);
                      reading.commute(n -> (Integer) n + (Integer) ref.deref());
                      return null;
                    }));
    return outcome.replaceAll("@.*", "@") + ", " + ref.deref() + " " + reading.deref();
  }
}
