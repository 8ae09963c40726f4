package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Futures that end together, and an interrupt at the end of one. */
public class FutureRaces {

  private static final RuntimeException FAILURE =
      new RuntimeException("on purpose", null, false, false) {};

  private static Integer fail() {
    throw FAILURE;
  }

  /** The sum of the results, 10 for the failure that came first, 20 for another one. */
  private static int outcome(FanOut<Integer> all) {
    Throwable failure = all.isDone() ? all.failure() : new AssertionError("not done");
    return failure == null
        ? all.join().stream().mapToInt(n -> n).sum()
        : failure == FAILURE ? 10 : 20;
  }

  private static FanOut<Integer> all(Callable<Integer> one, Callable<Integer> other) {
    return new FanOut<>(Runtimes.ONE, List.of(one, other));
  }

  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "The last one to end has all results.")
  @Outcome(expect = FORBIDDEN, desc = "Nobody was the last, or a result is missing.")
  @State
  public static class AllEndAtOnce {

    private final FanOut<Integer> all = all(() -> 1, () -> 2);

    @Actor
    public void one() {
      all.parts().get(0).run();
    }

    @Actor
    public void other() {
      all.parts().get(1).run();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = outcome(all);
    }
  }

  @JCStressTest
  @Outcome(id = "10", expect = ACCEPTABLE, desc = "They fail together.")
  @Outcome(expect = FORBIDDEN, desc = "Not done, or failed by the cancel of the other.")
  @State
  public static class OneFails {

    private final FanOut<Integer> all = all(FutureRaces::fail, () -> 2);

    @Actor
    public void one() {
      all.parts().get(0).run();
    }

    @Actor
    public void other() {
      all.parts().get(1).run();
      Thread.interrupted();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = outcome(all);
    }
  }

  /** What is left on the thread that ran it, and what the future came to. */
  @JCStressTest
  @Outcome(
      id = {"false, 5", "false, 20"},
      expect = ACCEPTABLE,
      desc = "Ended or cancelled.")
  @Outcome(id = "true, .*", expect = FORBIDDEN, desc = "The interrupt hits the next task.")
  @Outcome(expect = FORBIDDEN, desc = "Not done.")
  @State
  public static class InterruptBesideEnd {

    private final Task<Integer> future = new Task<>(Runtimes.ONE, () -> 5);

    @Actor
    public void runner(ZI_Result r) {
      future.run();
      r.r1 = Thread.interrupted();
    }

    @Actor
    public void canceller() {
      future.cancel(true);
    }

    @Arbiter
    public void after(ZI_Result r) {
      r.r2 = PromiseOnce.outcome(future);
    }
  }
}
