package org.dosync;

import java.util.ArrayList;
import java.util.List;
import org.dosync.testing.Observation;
import org.dosync.testing.Observer;
import org.dosync.testing.Tries;
import org.dosync.testing.Tries.Ended;
import org.dosync.testing.Tries.Write;
import org.jspecify.annotations.Nullable;

/** A transaction that a test looks at. Used only where there is dosync-junit. */
final class Observed {

  private Observed() {}

  static void unread(Failure failure) {
    Observer observer = Observation.observer();
    if (observer != null) {
      observer.unread(failure);
    }
  }

  static void sent(Agent<?> agent) {
    Observer observer = Observation.observer();
    String name = agent.name();
    if (observer != null && name != null) {
      observer.sent(name);
    }
  }

  static void ran(@Nullable String name) {
    Observer observer = Observation.observer();
    if (observer != null && name != null) {
      observer.ran(name);
    }
  }

  static SchedulerClock clock() {
    Observer observer = Observation.observer();
    SchedulerClock clock = observer == null ? null : observer.clock();
    return clock == null ? SchedulerClock.system() : clock;
  }

  static <T extends @Nullable Object, X extends Throwable> T run(
      TransactionOptions options, Current.Slot slot, Body<T, X> body) throws X {
    Observer observer = Observation.observer();
    Tries tries =
        observer == null
            ? null
            : TransactionRunner.outside(slot, () -> observer.begins(options.name(), given(body)));
    return tries == null
        ? TransactionRunner.run(options, slot, body)
        : observed(options, slot, body, tries);
  }

  private static Object given(Body<?, ?> body) {
    if (body instanceof Wrapped<?, ?> wrapped) {
      return wrapped.ours();
    }
    return body instanceof WithoutResult<?> wrapper ? wrapper.body() : body;
  }

  private static <T extends @Nullable Object, X extends Throwable> T observed(
      TransactionOptions options, Current.Slot slot, Body<T, X> body, Tries tries) throws X {
    T result;
    try {
      result =
          TransactionRunner.run(
              options, slot, new Wrapped<>(body, () -> runOnce(slot, body, tries)));
    } catch (Throwable thrown) {
      TransactionRunner.runOutside(slot, tries::aborted);
      throw thrown;
    }
    TransactionRunner.runOutside(slot, tries::committed);
    return result;
  }

  private static <T extends @Nullable Object, X extends Throwable> T runOnce(
      Current.Slot slot, Body<T, X> body, Tries tries) throws X {
    TransactionRunner.runOutside(slot, () -> tries.begins(StampClock.readPoint()));
    long[] refs = RefIds.counters();
    T result;
    try {
      result = body.run();
    } catch (Throwable thrown) {
      if (mayBeRepeated(thrown)) {
        ended(slot, tries, refs, null, thrown);
      }
      throw thrown;
    }
    ended(slot, tries, refs, result, null);
    return result;
  }

  private static boolean mayBeRepeated(Throwable thrown) {
    return !(thrown instanceof VirtualMachineError || thrown instanceof InterruptedException);
  }

  private static void ended(
      Current.Slot slot,
      Tries tries,
      long[] refs,
      @Nullable Object result,
      @Nullable Throwable thrownByBody) {
    Attempt attempt = Current.required("end");
    List<Write> writes = new ArrayList<>();
    Throwable thrown = thrownByBody == null ? failureOfWrites(attempt, writes) : thrownByBody;
    if (!attempt.isDoomed()) {
      Ended ended =
          new Ended(
              result,
              thrown,
              writes,
              attempt.heldOnCommit(),
              attempt.heldOnAbort(),
              ref -> RefIds.isSince(refs, ref.id),
              StampClock.readPoint());
      obey(attempt, TransactionRunner.outside(slot, () -> tries.ended(ended)));
    }
  }

  /** Commutes are computed and validators asked, as the commit is going to do again. */
  private static @Nullable Throwable failureOfWrites(Attempt attempt, List<Write> writes) {
    if (attempt.isDoomed()) {
      return null;
    }
    try {
      Version[] versions = attempt.versionsToCommit();
      for (int i = 0; i < attempt.writeCount(); i++) {
        TransactionalRef<?> ref = versions[i].ref;
        writes.add(new Write(ref, ref.valueOf(versions[i])));
      }
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  private static void obey(Attempt attempt, Tries.Verdict verdict) {
    switch (verdict) {
      case COMMIT -> {}
      case AGAIN -> throw attempt.giveUp();
      case LOST -> {
        attempt.ensureContention().lost();
        throw attempt.giveUp();
      }
    }
  }
}
