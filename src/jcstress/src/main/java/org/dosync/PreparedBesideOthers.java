package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A transaction in two phases beside readers and writers. */
public class PreparedBesideOthers {

  /** Tries until it is prepared. */
  static Prepared prepare(Runnable body) {
    for (; ; ) {
      Prepared prepared = tryToPrepare(body);
      if (prepared != null) {
        return prepared;
      }
    }
  }

  private static @Nullable Prepared tryToPrepare(Runnable body) {
    Current.Slot slot = Current.slot();
    Attempt attempt = Attempt.begin(slot, Pair.UPDATE, null);
    slot.attempt = attempt;
    slot.looksAt = attempt.looksAt();
    try {
      body.run();
      return Prepared.of(attempt);
    } catch (RetrySignal lost) {
      return null;
    } finally {
      slot.attempt = null;
      slot.looksAt = View.OPEN;
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class TwoRefs extends Pair {

    @Actor
    public void writer() {
      commitBoth();
      commitBoth();
    }

    private void commitBoth() {
      prepare(
              () -> {
                x.alter(n -> n + 1);
                y.alter(n -> n + 1);
              })
          .commit();
    }

    @Actor
    public void reader(III_Result r) {
      read(UPDATE, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class TwoRefsReadOnly extends Pair {

    @Actor
    public void writer() {
      commitBoth();
      commitBoth();
    }

    private void commitBoth() {
      prepare(
              () -> {
                x.alter(n -> n + 1);
                y.alter(n -> n + 1);
              })
          .commit();
    }

    @Actor
    public void reader(III_Result r) {
      read(READ_ONLY, r);
    }
  }

  /** What it has read stays as it is until it has committed. */
  @JCStressTest
  @JCStressMeta(WriteSkew.Impossible.class)
  @State
  public static class ReadGuarded extends Pair {

    @Actor
    public void prepared(II_Result r) {
      prepare(
              () -> {
                r.r1 = x.deref();
                y.set(1);
              })
          .commit();
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = WriteSkew.readThenSet(UPDATE, y, x);
    }
  }

  @JCStressTest
  @JCStressMeta(WriteSkew.Impossible.class)
  @State
  public static class BothGuarded extends Pair {

    @Actor
    public void one(II_Result r) {
      prepare(
              () -> {
                r.r1 = x.deref();
                y.set(1);
              })
          .commit();
    }

    @Actor
    public void other(II_Result r) {
      prepare(
              () -> {
                r.r2 = y.deref();
                x.set(1);
              })
          .commit();
    }
  }

  /** One that is rolled back changes nothing and stands in nobody's way. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Only what was committed.")
  @Outcome(expect = FORBIDDEN, desc = "A change that was rolled back, or one that was lost.")
  @State
  public static class RolledBack extends Pair {

    @Actor
    public void prepared() {
      prepare(() -> x.alter(n -> n + 10)).rollback();
    }

    @Actor
    public void other(II_Result r) {
      r.r1 = Transaction.dosync(() -> x.alter(n -> n + 1));
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref();
    }
  }

  @JCStressTest
  @JCStressMeta(LostUpdate.BothCount.class)
  @State
  public static class BesideAlter extends Pair {

    @Actor
    public void prepared(III_Result r) {
      prepare(() -> r.r1 = x.alter(n -> n + 1)).commit();
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = Transaction.dosync(() -> x.alter(n -> n + 1));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = x.deref();
    }
  }

  /** A waiter is woken by the commit of what was prepared. */
  @JCStressTest
  @JCStressMeta(WaiterBesideCommit.Woken.class)
  @State
  public static class Wakes extends Pair {

    @Actor
    public void waiter(II_Result r) {
      r.r1 =
          WaiterBesideCommit.await(
              WaiterBesideCommit.PATIENT, () -> WaiterBesideCommit.positive(x));
    }

    @Actor
    public void prepared(II_Result r) {
      prepare(() -> x.set(1)).commit();
      r.r2 = 1;
    }
  }
}
