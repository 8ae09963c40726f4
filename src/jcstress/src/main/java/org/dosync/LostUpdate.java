package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two transactions that change the same refs: none of the changes is lost. */
public class LostUpdate {

  /** What both have returned, and the value in the end. */
  @Outcome(
      id = {"1, 2, 2", "2, 1, 2"},
      expect = ACCEPTABLE,
      desc = "One after the other.")
  @Outcome(expect = FORBIDDEN, desc = "An update was lost.")
  public interface BothCount {}

  /** One sets 10, the other adds 1. */
  @Outcome(id = "1, 10", expect = ACCEPTABLE, desc = "The change, then the blind one.")
  @Outcome(id = "11, 11", expect = ACCEPTABLE, desc = "The blind change, then the other.")
  @Outcome(expect = FORBIDDEN, desc = "An update was lost.")
  public interface BlindAndBased {}

  /** Both refs in the end. */
  @Outcome(
      id = {"1, 1", "2, 2"},
      expect = ACCEPTABLE,
      desc = "Both refs by the one that came last.")
  @Outcome(expect = FORBIDDEN, desc = "Half of one, half of the other.")
  public interface Whole {}

  @JCStressTest
  @JCStressMeta(BothCount.class)
  @State
  public static class Alter extends Pair {

    @Actor
    public void one(III_Result r) {
      r.r1 = Transaction.dosync(() -> x.alter(n -> n + 1));
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

  @JCStressTest
  @JCStressMeta(BothCount.class)
  @State
  public static class AlterSnapshot extends Pair {

    @Actor
    public void one(III_Result r) {
      r.r1 = SNAPSHOT.dosync(() -> x.alter(n -> n + 1));
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = SNAPSHOT.dosync(() -> x.alter(n -> n + 1));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = x.deref();
    }
  }

  @JCStressTest
  @JCStressMeta(BothCount.class)
  @State
  public static class ReadThenSet extends Pair {

    @Actor
    public void one(III_Result r) {
      r.r1 = Transaction.dosync(() -> x.set(x.deref() + 1));
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = Transaction.dosync(() -> x.set(x.deref() + 1));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = x.deref();
    }
  }

  /** Under snapshot isolation it is the first to commit that wins, also over a blind write. */
  @JCStressTest
  @JCStressMeta(BothCount.class)
  @State
  public static class ReadThenSetSnapshot extends Pair {

    @Actor
    public void one(III_Result r) {
      r.r1 = SNAPSHOT.dosync(() -> x.set(x.deref() + 1));
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = SNAPSHOT.dosync(() -> x.set(x.deref() + 1));
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = x.deref();
    }
  }

  @JCStressTest
  @JCStressMeta(BlindAndBased.class)
  @State
  public static class SetBesideAlter extends Pair {

    @Actor
    public void setter() {
      Transaction.dosync(() -> x.set(10));
    }

    @Actor
    public void changer(II_Result r) {
      r.r1 = Transaction.dosync(() -> x.alter(n -> n + 1));
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref();
    }
  }

  @JCStressTest
  @JCStressMeta(BlindAndBased.class)
  @State
  public static class SetBesideCommute extends Pair {

    @Actor
    public void setter() {
      Transaction.dosync(() -> x.set(10));
    }

    @Actor
    public void changer(II_Result r) {
      Transaction.dosync(
          () ->
              x.commute(
                  n -> {
                    r.r1 = n + 1;
                    return n + 1;
                  }));
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref();
    }
  }

  /** Blind writes of the same refs, in opposite order. */
  @JCStressTest
  @JCStressMeta(Whole.class)
  @State
  public static class SetBesideSet extends Pair {

    @Actor
    public void one() {
      set(1);
    }

    @Actor
    public void other() {
      Transaction.dosync(
          () -> {
            y.set(2);
            x.set(2);
          });
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = x.deref();
      r.r2 = y.deref();
    }
  }

  @JCStressTest
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both count, in both refs.")
  @Outcome(expect = FORBIDDEN, desc = "An update was lost.")
  @State
  public static class CommuteBesideAlter extends Pair {

    @Actor
    public void commuter() {
      commuteBoth();
    }

    @Actor
    public void changer() {
      increment();
    }

    private void commuteBoth() {
      Transaction.dosync(
          () -> {
            y.commute(n -> n + 1);
            x.commute(n -> n + 1);
          });
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = x.deref();
      r.r2 = y.deref();
    }
  }

  @JCStressTest
  @Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "All four count, in both refs.")
  @Outcome(expect = FORBIDDEN, desc = "An update was lost.")
  @State
  public static class CommuteBesideCommute extends Pair {

    @Actor
    public void one() {
      commuteBoth();
      commuteBoth();
    }

    @Actor
    public void other() {
      commuteBoth();
      commuteBoth();
    }

    private void commuteBoth() {
      Transaction.dosync(
          () -> {
            x.commute(n -> n + 1);
            y.commute(n -> n + 1);
          });
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = x.deref();
      r.r2 = y.deref();
    }
  }

  /** A transfer beside another, the other way round, and beside the sum of both accounts. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing is made or lost.")
  @Outcome(expect = FORBIDDEN, desc = "Money was made or lost.")
  @State
  public static class Transfer extends Pair {

    @Actor
    public void there() {
      move(x, y, 5);
    }

    @Actor
    public void back(II_Result r) {
      move(y, x, 3);
      r.r1 = READ_ONLY.dosync(() -> x.deref() + y.deref());
    }

    private static void move(Ref<Integer> from, Ref<Integer> to, int amount) {
      Transaction.dosync(
          () -> {
            from.alter(n -> n - amount);
            to.alter(n -> n + amount);
          });
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref() + y.deref();
    }
  }
}
