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

/**
 * Commits that have only changed refs leave the clock alone, and may have the same stamp. Whoever
 * takes a read point sees those that have returned, and no other transaction is put between them.
 */
public class SharedStamps {

  /** One thread changes one ref after the other, in transactions of their own. */
  static class OneByOne extends Pair {

    void add(Ref<Integer> ref) {
      Transaction.dosync(() -> ref.alter(n -> n + 1));
    }

    void addToEach() {
      add(x);
      add(y);
    }
  }

  @Outcome(
      id = {"0, 0, 0", "1, 0, 1", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "What was there at one moment.")
  @Outcome(id = "0, 1, 0", expect = FORBIDDEN, desc = "The second commit without the first.")
  @Outcome(expect = FORBIDDEN, desc = "Values of different moments.")
  public interface InOrder {}

  @JCStressTest
  @JCStressMeta(InOrder.class)
  @State
  public static class ReadOnly extends OneByOne {

    @Actor
    public void writer() {
      addToEach();
    }

    @Actor
    public void reader(III_Result r) {
      read(READ_ONLY, r);
    }
  }

  @JCStressTest
  @JCStressMeta(InOrder.class)
  @State
  public static class Update extends OneByOne {

    @Actor
    public void writer() {
      addToEach();
    }

    @Actor
    public void reader(III_Result r) {
      read(UPDATE, r);
    }
  }

  /** The read of the later ref comes first. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "What was there at one moment.")
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "The second commit without the first.")
  @State
  public static class Backwards extends OneByOne {

    @Actor
    public void writer() {
      addToEach();
    }

    @Actor
    public void reader(II_Result r) {
      READ_ONLY.dosync(
          () -> {
            r.r2 = y.deref();
            r.r1 = x.deref();
          });
    }
  }

  /** The first result says whether the reader began after the commit had returned. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "Seen if it had returned.")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "A commit that had returned was not seen.")
  @State
  public static class Returned extends OneByOne {

    private volatile int returned;

    @Actor
    public void writer() {
      add(x);
      returned = 1;
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = returned;
      READ_ONLY.dosync(() -> r.r2 = x.deref());
    }
  }

  @Outcome(
      id = {"0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "The one that reads comes first.")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "It comes last.")
  @Outcome(id = "0, 2", expect = FORBIDDEN, desc = "First by what it reads, last by what it sets.")
  public interface InOneOrder {}

  /** One reads a ref and sets another. */
  static class ReadsAndSets extends OneByOne {

    int readAndSet() {
      return Transaction.dosync(
          () -> {
            int seen = x.deref();
            y.set(2);
            return seen;
          });
    }
  }

  /** What another has read goes before its change, and so does all that it has not read. */
  @JCStressTest
  @JCStressMeta(InOneOrder.class)
  @State
  public static class SetOnTop extends ReadsAndSets {

    @Actor
    public void writer() {
      add(x);
      Transaction.dosync(() -> y.set(1));
    }

    @Actor
    public void other(II_Result r) {
      r.r1 = readAndSet();
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = y.deref();
    }
  }

  /** Two add to the same ref, one of them to another one too. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both count.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost.")
  @State
  public static class OneAndTwo extends OneByOne {

    @Actor
    public void one() {
      add(x);
    }

    @Actor
    public void two() {
      increment();
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 = x.deref();
      r.r2 = y.deref();
    }
  }

  /** As {@link Returned}, of two refs. The read of the one that is taken last comes first. */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "0, 1, 1", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "Both seen if it had returned.")
  @Outcome(id = "1, 0, 0", expect = FORBIDDEN, desc = "A commit that had returned was not seen.")
  @Outcome(expect = FORBIDDEN, desc = "Half of a commit was seen.")
  @State
  public static class BothReturned extends Pair {

    private volatile int returned;

    @Actor
    public void writer() {
      increment();
      returned = 1;
    }

    @Actor
    public void reader(III_Result r) {
      r.r1 = returned;
      READ_ONLY.dosync(
          () -> {
            r.r2 = y.deref();
            r.r3 = x.deref();
          });
    }
  }

  /** The second ref is seen beside the first without a read point. */
  @JCStressTest
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "What was there at one moment.")
  @Outcome(id = "1, .*", expect = FORBIDDEN, desc = "Values of different moments, in some try.")
  @Outcome(expect = FORBIDDEN, desc = "One of the changes is lost.")
  @State
  public static class ChangesBeside extends Pair {

    private final Ref<Integer> z = Ref.of(0);
    private int seen;
    private int mixed;

    @Actor
    public void writer() {
      increment();
    }

    @Actor
    public void reader() {
      Transaction.dosync(
          () -> {
            z.alter(n -> n + 1);
            x.alter(n -> seen = n);
            y.alter(this::compare);
          });
    }

    private int compare(int n) {
      mixed |= n == seen ? 0 : 1;
      return n;
    }

    @Arbiter
    public void end(III_Result r) {
      r.r1 = mixed;
      r.r2 = x.deref();
      r.r3 = z.deref();
    }
  }

  /** What another has read goes before these changes, and so does all that it has not read. */
  @JCStressTest
  @JCStressMeta(InOneOrder.class)
  @State
  public static class TwoOnTop extends ReadsAndSets {

    private final Ref<Integer> z = Ref.of(0);

    @Actor
    public void writer() {
      Transaction.dosync(
          () -> {
            z.alter(n -> n + 1);
            x.alter(n -> n + 1);
          });
      Transaction.dosync(
          () -> {
            z.set(1);
            y.set(1);
          });
    }

    @Actor
    public void other(II_Result r) {
      r.r1 = readAndSet();
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = y.deref();
    }
  }

  /** Pinned, beside commits that all have the next stamp. */
  @JCStressTest
  @Outcome(id = "(\\d), \\1", expect = ACCEPTABLE, desc = "The value at the read point.")
  @Outcome(id = ".*-1.*", expect = FORBIDDEN, desc = "A version was cut away under a pin.")
  @Outcome(expect = FORBIDDEN, desc = "Values of different moments.")
  @State
  public static class Pinned extends OneByOne {

    @Actor
    public void writer() {
      for (int i = 0; i < 6; i++) {
        add(x);
      }
    }

    @Actor
    public void reader(II_Result r) {
      Pins.Pin pin = Pins.pin();
      long readPoint = StampClock.readPoint();
      r.r1 = PinBesideTrim.Steps.valueAt(x, readPoint);
      r.r2 = PinBesideTrim.Steps.valueAt(x, readPoint);
      pin.released = true;
    }
  }
}
