package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What the pool accepts runs, and it ends after a shutdown. Its threads are those of the actors.
 */
public class PoolRaces {

  /** Each worker runs where it is started, and does not sleep. */
  static GrowingPool pool() {
    return new GrowingPool(
        body ->
            new Thread(body) {
              @Override
              public void start() {
                run();
              }
            },
        0);
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both ran.")
  @Outcome(expect = FORBIDDEN, desc = "One was left, because each thought the other had seen it.")
  @State
  public static class TwoTasks {

    private final GrowingPool pool = pool();
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void one() {
      pool.execute(ran::incrementAndGet);
    }

    @Actor
    public void other() {
      pool.execute(ran::incrementAndGet);
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = ran.get();
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "It ran.")
  @Outcome(id = ".*, false", expect = FORBIDDEN, desc = "The pool never ends.")
  @Outcome(expect = FORBIDDEN, desc = "Accepted and lost, or refused and run.")
  @State
  public static class ExecuteBesideShutdown {

    private final GrowingPool pool = pool();
    private final AtomicInteger ran = new AtomicInteger();

    @Actor
    public void closer() {
      pool.shutdown();
    }

    @Actor
    public void sender(IIZ_Result r) {
      try {
        pool.execute(ran::incrementAndGet);
        r.r1 = 1;
      } catch (RejectedExecutionException refused) {
        r.r1 = 0;
      }
    }

    @Arbiter
    public void after(IIZ_Result r) {
      r.r2 = ran.get();
      r.r3 = pool.isTerminated();
    }
  }
}
