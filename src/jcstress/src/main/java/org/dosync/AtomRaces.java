package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Changes of one atom by two threads. */
public class AtomRaces {

  @JCStressTest
  @Outcome(
      id = {"1, 2, 2", "2, 1, 2"},
      expect = ACCEPTABLE,
      desc = "One after the other.")
  @Outcome(expect = FORBIDDEN, desc = "An update was lost.")
  @State
  public static class Swap {

    private final Atom<Integer> atom = Atom.of(0);

    @Actor
    public void one(III_Result r) {
      r.r1 = atom.swap(n -> n + 1);
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = atom.swap(n -> n + 1);
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = atom.deref();
    }
  }

  @JCStressTest
  @Outcome(id = "0, 1, 1, 10", expect = ACCEPTABLE, desc = "The swap, then the reset.")
  @Outcome(id = "10, 11, 0, 11", expect = ACCEPTABLE, desc = "The reset, then the swap.")
  @Outcome(expect = FORBIDDEN, desc = "An old value that was not the last one.")
  @State
  public static class SwapBesideReset {

    private final Atom<Integer> atom = Atom.of(0);

    @Actor
    public void swapper(IIII_Result r) {
      Change<Integer> change = atom.swapVals(n -> n + 1);
      r.r1 = change.oldValue();
      r.r2 = change.newValue();
    }

    @Actor
    public void resetter(IIII_Result r) {
      r.r3 = atom.resetVals(10).oldValue();
    }

    @Arbiter
    public void after(IIII_Result r) {
      r.r4 = atom.deref();
    }
  }

  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The one wins.")
  @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "The other wins.")
  @Outcome(expect = FORBIDDEN, desc = "Both win, or none, or the loser's value stays.")
  @State
  public static class CompareAndSet {

    private final Atom<Integer> atom = Atom.of(0);

    @Actor
    public void one(ZZI_Result r) {
      r.r1 = atom.compareAndSet(0, 1);
    }

    @Actor
    public void other(ZZI_Result r) {
      r.r2 = atom.compareAndSet(0, 2);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = atom.deref();
    }
  }

  /** Numbers beyond the small ones: equal, but not the same object. */
  @JCStressTest
  @Outcome(id = "true, true, 1002", expect = ACCEPTABLE, desc = "One after the other.")
  @Outcome(id = "true, false, 1001", expect = ACCEPTABLE, desc = "The other came too early.")
  @Outcome(expect = FORBIDDEN, desc = "A set that was due did not take place, or the reverse.")
  @State
  public static class CompareAndSetEquals {

    private final Atom<Integer> atom = Atom.of(1000);

    @Actor
    public void one(ZZI_Result r) {
      r.r1 = atom.compareAndSetEquals(1000, 1001);
    }

    @Actor
    public void other(ZZI_Result r) {
      r.r2 = atom.compareAndSetEquals(1001, 1002);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = atom.deref();
    }
  }

  /** What a reader finds in the value is there completely. */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "The whole old value, or the whole new one.")
  @Outcome(expect = FORBIDDEN, desc = "Part of a value.")
  @State
  public static class Publication {

    private static final class Box {
      int first;
      int second;
      int third;
    }

    private final Atom<Box> atom = Atom.of(new Box());

    @Actor
    public void writer() {
      Box box = new Box();
      box.first = 1;
      box.second = 1;
      box.third = 1;
      atom.reset(box);
    }

    @Actor
    public void reader(III_Result r) {
      Box box = atom.deref();
      r.r1 = box.third;
      r.r2 = box.second;
      r.r3 = box.first;
    }
  }
}
