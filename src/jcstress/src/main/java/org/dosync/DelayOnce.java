package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The body of a delay runs once, and everybody gets what it returned. */
public class DelayOnce {

  @JCStressTest
  @Outcome(id = "5, 5, 1", expect = ACCEPTABLE, desc = "One run, one value.")
  @Outcome(expect = FORBIDDEN, desc = "The body ran again, or somebody got something else.")
  @State
  public static class TwoForcing {

    private final AtomicInteger runs = new AtomicInteger();
    private final Delay<Integer> delay = Delay.of(() -> 4 + runs.incrementAndGet());

    @Actor
    public void one(III_Result r) {
      r.r1 = delay.deref();
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = delay.deref();
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = runs.get();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"5, 5, 1", "5, -1, 1"},
      expect = ACCEPTABLE,
      desc = "One run; who does not wait may go without.")
  @Outcome(expect = FORBIDDEN, desc = "The body ran again, or somebody got something else.")
  @State
  public static class OneNotWaiting {

    private final AtomicInteger runs = new AtomicInteger();
    private final Delay<Integer> delay = Delay.of(() -> 4 + runs.incrementAndGet());

    @Actor
    public void one(III_Result r) {
      r.r1 = delay.deref();
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = delay.deref(Duration.ZERO, -1);
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = runs.get();
    }
  }

  /** Once it says that it is realized, the value is there. */
  @JCStressTest
  @Outcome(
      id = {"5, 0, 1", "5, 5, 1"},
      expect = ACCEPTABLE,
      desc = "Not yet, or the value.")
  @Outcome(expect = FORBIDDEN, desc = "Realized, but not there.")
  @State
  public static class Realized {

    private final AtomicInteger runs = new AtomicInteger();
    private final Delay<Integer> delay = Delay.of(() -> 4 + runs.incrementAndGet());

    @Actor
    public void one(III_Result r) {
      r.r1 = delay.deref();
    }

    @Actor
    public void other(III_Result r) {
      r.r2 = delay.isRealized() ? delay.deref() : 0;
    }

    @Arbiter
    public void after(III_Result r) {
      r.r3 = runs.get();
    }
  }
}
