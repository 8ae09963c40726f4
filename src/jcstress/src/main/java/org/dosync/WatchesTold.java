package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Each change is told once, with the values just before and after it. */
public class WatchesTold {

  /** One digit for each change told: 1 from 0 to 1, 10 from 1 to 2. And the value in the end. */
  @Outcome(id = "11, 2", expect = ACCEPTABLE, desc = "Both changes, each once.")
  @Outcome(expect = FORBIDDEN, desc = "A change was not told, or twice, or not as it was.")
  public interface Told {}

  static int digit(int oldValue, int newValue) {
    return newValue != oldValue + 1 ? -1000 : oldValue == 0 ? 1 : oldValue == 1 ? 10 : -1000;
  }

  @JCStressTest
  @JCStressMeta(Told.class)
  @State
  public static class OfRef extends Pair {

    private final AtomicInteger told = new AtomicInteger();

    public OfRef() {
      x.addWatch("digits", (key, ref, before, now) -> told.addAndGet(digit(before, now)));
    }

    @Actor
    public void one() {
      Transaction.dosync(() -> x.alter(n -> n + 1));
    }

    @Actor
    public void other() {
      Transaction.dosync(() -> x.commute(n -> n + 1));
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = told.get();
      r.r2 = x.deref();
    }
  }

  @JCStressTest
  @JCStressMeta(Told.class)
  @State
  public static class OfAtom {

    private final AtomicInteger told = new AtomicInteger();
    private final Atom<Integer> atom = Atom.of(0);

    public OfAtom() {
      atom.addWatch("digits", (key, ref, before, now) -> told.addAndGet(digit(before, now)));
    }

    @Actor
    public void one() {
      atom.swap(n -> n + 1);
    }

    @Actor
    public void other() {
      atom.swap(n -> n + 1);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = told.get();
      r.r2 = atom.deref();
    }
  }

  /** A watch that was added before a change is told of it: what was seen afterwards, and told. */
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Added, then changed, then told.")
  @Outcome(
      id = {"1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "Changed by the time it was added.")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Changed afterwards, but not told.")
  @Outcome(expect = FORBIDDEN, desc = "Told twice.")
  public interface ToldFromThen {}

  @JCStressTest
  @JCStressMeta(ToldFromThen.class)
  @State
  public static class AddedBesideCommit extends Pair {

    private final AtomicInteger told = new AtomicInteger();

    @Actor
    public void watcher(II_Result r) {
      x.addWatch("count", (key, ref, before, now) -> told.incrementAndGet());
      r.r1 = x.deref();
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = told.get();
    }
  }

  /** The same at the second of two refs. */
  @JCStressTest
  @JCStressMeta(ToldFromThen.class)
  @State
  public static class AddedBesideCommitOfTwo extends Pair {

    private final AtomicInteger told = new AtomicInteger();

    @Actor
    public void watcher(II_Result r) {
      y.addWatch("count", (key, ref, before, now) -> told.incrementAndGet());
      r.r1 = y.deref();
    }

    @Actor
    public void writer() {
      set(1);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = told.get();
    }
  }

  /**
   * Of two watches that are added at once none is lost: how often both were told, and the value.
   */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both are there.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class TwoAdded {

    private final AtomicInteger told = new AtomicInteger();
    private final Atom<Integer> atom = Atom.of(0);

    private void add(String key) {
      atom.addWatch(key, (name, ref, before, now) -> told.incrementAndGet());
    }

    @Actor
    public void one() {
      add("one");
    }

    @Actor
    public void other() {
      add("other");
    }

    @Arbiter
    public void after(II_Result r) {
      atom.reset(1);
      r.r1 = told.get();
      r.r2 = atom.deref();
    }
  }
}
