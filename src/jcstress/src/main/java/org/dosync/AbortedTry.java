package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Nobody sees what a try wanted to write that did not commit, or a commit that it was not. */
public class AbortedTry {

  /** The writer's first try may be overtaken when its version is the head already. */
  @JCStressTest
  @Outcome(
      id = {"0, 10", "0, 11", "10, 10", "11, 11"},
      expect = ACCEPTABLE,
      desc = "Nothing yet, or what was committed.")
  @Outcome(expect = FORBIDDEN, desc = "A value that was not committed.")
  @State
  public static class Overtaken extends Pair {

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(y.deref() + 10));
    }

    @Actor
    public void overtaker(II_Result r) {
      Transaction.dosync(() -> y.set(1));
      r.r1 = x.deref();
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref();
    }
  }

  /** The same, seen from inside a transaction. */
  @JCStressTest
  @Outcome(
      id = {"0, 10", "0, 11", "10, 10", "11, 11"},
      expect = ACCEPTABLE,
      desc = "Nothing yet, or what was committed.")
  @Outcome(expect = FORBIDDEN, desc = "A value that was not committed.")
  @State
  public static class OvertakenReadOnly extends Pair {

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(y.deref() + 10));
    }

    @Actor
    public void overtaker(II_Result r) {
      Transaction.dosync(() -> y.set(1));
      r.r1 = READ_ONLY.dosync(x::deref);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref();
    }
  }

  /** A nested transaction that throws leaves nothing behind. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "Only what the outer transaction wrote.")
  @Outcome(expect = FORBIDDEN, desc = "What the nested one wrote was seen.")
  @State
  public static class UndoneNested extends Pair {

    @Actor
    public void writer() {
      Transaction.dosync(
          () -> {
            x.set(1);
            Undone.thrown(() -> x.set(7) + y.alter(n -> n + 7));
          });
    }

    @Actor
    public void reader(II_Result r) {
      r.r1 = READ_ONLY.dosync(() -> x.deref() + y.deref());
    }

    @Arbiter
    public void after(II_Result r) {
      r.r2 = x.deref() + y.deref();
    }
  }

  /**
   * A commit with commutes that is overtaken at its last ref computes them again. The value that it
   * had computed for the first ref then never was. (A number is the row of changes: 21 is change 2,
   * then change 1.)
   */
  @JCStressTest
  @Outcome(
      id = {"0", "2", "21"},
      expect = ACCEPTABLE,
      desc = "What was committed.")
  @Outcome(expect = FORBIDDEN, desc = "A value that was computed, but not committed.")
  @State
  public static class CommutedAgain {

    private static final TransactionOptions BESIDE =
        Transaction.options().propagation(Propagation.REQUIRES_NEW);

    private final Ref<Integer> first = Ref.of(0);
    private final List<Ref<Integer>> others = Stream.generate(() -> Ref.of(0)).limit(20).toList();
    private final Ref<Integer> last = Ref.of(0);
    private int rounds;

    @Actor
    public void commuter() {
      Transaction.dosync(
          () -> {
            first.commute(this::changeFirst);
            others.forEach(ref -> ref.commute(n -> n + 1));
            last.commute(this::changeLast);
          });
    }

    private int changeFirst(int n) {
      rounds++;
      if (rounds == 2) {
        BESIDE.dosync(() -> first.set(2));
      }
      return n * 10 + 1;
    }

    private int changeLast(int n) {
      if (rounds == 1) {
        BESIDE.dosync(() -> last.set(2));
      }
      return n + 1;
    }

    @Actor
    public void reader(I_Result r) {
      for (int i = 0; i < 20 && r.r1 != 1; i++) {
        r.r1 = first.deref();
      }
    }
  }
}
