package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Of those whose waits close a circle, one at least sees it. */
public class WaitsRaces {

  private static Task<Integer> future() {
    return new Task<>(Runtimes.ONE, () -> 0);
  }

  /** Whether the wait of one for another may begin. */
  private static boolean begins(Activity self, Promise<?> other) {
    try {
      Waits.begin(self, other);
      return true;
    } catch (DosyncException circle) {
      return false;
    }
  }

  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true", "false, false"},
      expect = ACCEPTABLE,
      desc = "One is refused, or both.")
  @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both wait for ever.")
  @State
  public static class TwoInACircle {

    private final Task<Integer> first = future();
    private final Task<Integer> second = future();

    @Actor
    public void one(ZZ_Result r) {
      r.r1 = begins(first, second);
    }

    @Actor
    public void other(ZZ_Result r) {
      r.r2 = begins(second, first);
    }
  }
}
