package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** An agent whose executor has ended without running it is taken over by who comes next, once. */
public class StrandedRaces {

  /** Accepts what it will never run. */
  private static final class Forgetful extends AbstractExecutorService {
    private volatile boolean ended;

    @Override
    public void execute(Runnable task) {
      // forgotten
    }

    @Override
    public void shutdown() {
      ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      ended = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return ended;
    }

    @Override
    public boolean isTerminated() {
      return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return ended;
    }
  }

  /** The state, what waits, and whether the forgotten action was told. */
  @JCStressTest
  @Outcome(id = "11, 0, 1", expect = ACCEPTABLE, desc = "Both ran, the first was told.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, run twice, or untold.")
  @State
  public static class TwoSenders {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);
    private final Promise<Integer> forgotten;

    public TwoSenders() {
      Forgetful forgetful = new Forgetful();
      forgotten = agent.submitVia(forgetful, n -> n + 100);
      forgetful.shutdown();
    }

    @Actor
    public void one() {
      agent.send(n -> n + 1);
    }

    @Actor
    public void other() {
      agent.send(n -> n + 10);
    }

    @Arbiter
    public void after(III_Result r) {
      r.r1 = agent.deref();
      r.r2 = (int) agent.queueSize();
      r.r3 = forgotten.isCompletedExceptionally() ? 1 : 0;
    }
  }
}
