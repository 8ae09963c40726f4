package org.dosync;

import static org.dosync.RaceScenarios.meanwhile;
import static org.dosync.RaceScenarios.tries;
import static org.dosync.Scenario.differs;
import static org.dosync.Scenario.same;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Stories of what a transaction sees while others commit. */
final class IsolationScenarios {

  private static final UnaryOperator<Object> INC = n -> (Integer) n + 1;

  private IsolationScenarios() {}

  static List<Scenario> all() {
    return List.of(
        same("reads of one moment", "equal", IsolationScenarios::readsOfOneMoment),
        same("write skew under snapshot isolation", "0 0, 1 try", IsolationScenarios::snapshotSkew),
        same(
            "commute ahead of the snapshot",
            "read 0, 11, 1 try",
            IsolationScenarios::snapshotCommute),
        differs(
            Deviation.SERIALIZABLE,
            "write skew by default",
            "0 0, 1 try",
            "1 0, 2 tries",
            IsolationScenarios::defaultSkew),
        differs(
            Deviation.SERIALIZABLE,
            "commute after a read of the same ref",
            "read 0, 11, 1 try",
            "read 10, 11, 2 tries",
            IsolationScenarios::defaultCommute),
        differs(
            Deviation.READ_FAULT,
            "read of a ref that another has changed",
            "1 1, 2 tries",
            "0 0, 1 try",
            IsolationScenarios::readFault),
        differs(
            Deviation.READ_FAULT,
            "read of a newer value beside one that still holds",
            "0 1, 2 tries",
            "0 1, 1 try",
            IsolationScenarios::readOfNewer),
        differs(
            Deviation.READ_AFTER_COMMUTE,
            "read after commute, then another commits",
            "read 1, 11, 1 try",
            "read 11, 11, 2 tries",
            IsolationScenarios::readAfterCommute),
        differs(
            Deviation.HISTORY,
            "history after a read fault",
            "1",
            "0",
            IsolationScenarios::historyAfterFault));
  }

  private static String readsOfOneMoment(Model model) {
    Model.ARef left = model.ref(0);
    Model.ARef right = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    Object seen =
        model.dosync(
            () -> {
              Object first = left.deref();
              meanwhile(tries, model, () -> inc(left, right));
              return first.equals(right.deref()) ? "equal" : "torn";
            });
    return seen.toString();
  }

  private static Object inc(Model.ARef left, Model.ARef right) {
    left.alter(INC);
    return right.alter(INC);
  }

  private static String snapshotSkew(Model model) {
    return skew(model, model::dosyncSnapshot);
  }

  private static String defaultSkew(Model model) {
    return skew(model, model::dosync);
  }

  /** Two are on call, and one may leave: each transaction sees two, and lets another one go. */
  private static String skew(Model model, Function<Body<Object, Throwable>, Object> dosync) {
    Model.ARef alice = model.ref(1);
    Model.ARef bob = model.ref(1);
    AtomicInteger tries = new AtomicInteger();
    dosync.apply(
        () -> {
          int onCall = onCall(alice, bob);
          if (tries.incrementAndGet() == 1) {
            Threads.elsewhere(
                () -> dosync.apply(() -> onCall(alice, bob) == 2 ? bob.set(0) : null));
          }
          return onCall == 2 ? alice.set(0) : null;
        });
    return alice.deref() + " " + bob.deref() + ", " + tries(tries);
  }

  private static int onCall(Model.ARef alice, Model.ARef bob) {
    return (Integer) alice.deref() + (Integer) bob.deref();
  }

  private static String snapshotCommute(Model model) {
    return commuteAfterRead(model, model::dosyncSnapshot);
  }

  private static String defaultCommute(Model model) {
    return commuteAfterRead(model, model::dosync);
  }

  private static String commuteAfterRead(
      Model model, Function<Body<Object, Throwable>, Object> dosync) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    Object read =
        dosync.apply(
            () -> {
              Object seen = ref.deref();
              meanwhile(tries, model, () -> ref.set(10));
              ref.commute(INC);
              return seen;
            });
    return "read " + read + ", " + ref.deref() + ", " + tries(tries);
  }

  private static String readFault(Model model) {
    Model.ARef left = model.ref(0);
    Model.ARef right = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    Object seen =
        model.dosync(
            () -> {
              Object first = left.deref();
              meanwhile(tries, model, () -> inc(left, right));
              return first + " " + right.deref();
            });
    return seen + ", " + tries(tries);
  }

  private static String readOfNewer(Model model) {
    Model.ARef still = model.ref(0);
    Model.ARef changed = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    Object seen =
        model.dosync(
            () -> {
              Object first = still.deref();
              meanwhile(tries, model, () -> changed.set(1));
              return first + " " + changed.deref();
            });
    return seen + ", " + tries(tries);
  }

  private static String readAfterCommute(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    Object read =
        model.dosync(
            () -> {
              ref.commute(INC);
              Object guess = ref.deref();
              meanwhile(tries, model, () -> ref.set(10));
              return guess;
            });
    return "read " + read + ", " + ref.deref() + ", " + tries(tries);
  }

  private static String historyAfterFault(Model model) {
    Model.ARef ref = model.ref(0);
    AtomicInteger tries = new AtomicInteger();
    model.dosync(
        () -> {
          meanwhile(tries, model, () -> ref.set(1));
          return ref.deref();
        });
    model.dosync(() -> ref.set(2));
    return String.valueOf(ref.historyCount());
  }
}
