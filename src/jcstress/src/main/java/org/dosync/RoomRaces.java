package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Whoever waits for a place in a full mailbox is told of it. */
public class RoomRaces {

  private static final long PATIENCE = SECONDS.toNanos(10);

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "It has the place.")
  @Outcome(expect = FORBIDDEN, desc = "The wake-up was lost.")
  @State
  public static class AwaitBesidePlace {

    private final Room room = new Room();
    private final AtomicInteger places = new AtomicInteger();

    @Actor
    public void waiter(Z_Result r) {
      try {
        r.r1 = room.await(() -> places.get() > 0, PATIENCE);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Actor
    public void owner() {
      places.set(1);
      room.onePlaceMore();
    }
  }

  /** The same at an agent with one place: each sender runs its action, or those of both. */
  @JCStressTest
  @Outcome(id = "11, 0", expect = ACCEPTABLE, desc = "Both ran.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost, or its place.")
  @State
  public static class SendBesideFull {

    private final Agent<Integer> agent = Runtimes.agent(1, Overflow.BLOCK);

    @Actor
    public void one() {
      agent.send(n -> n + 1);
    }

    @Actor
    public void other() {
      agent.send(n -> n + 10);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = agent.deref();
      r.r2 = (int) agent.queueSize();
    }
  }
}
