package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** What is sent to an agent runs once, whatever happens at the same time. */
public class AgentRaces {

  private static final RuntimeException ABORT =
      new RuntimeException("abort", null, false, false) {};

  /** The executor is the sender's thread: who puts the first action in runs those of the others. */
  @JCStressTest
  @Outcome(id = "11, 0", expect = ACCEPTABLE, desc = "Both ran.")
  @Outcome(expect = FORBIDDEN, desc = "One was left when the owner went to rest, or ran twice.")
  @State
  public static class SendBesideRest {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);

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

  /** Two sends beside one, on two executors: never two actions at a time, each sender in order. */
  @JCStressTest
  @Outcome(
      id = {"123, 0", "132, 0", "312, 0"},
      expect = ACCEPTABLE,
      desc = "All ran, those of one sender in its order.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, out of order, or two at a time.")
  @State
  public static class Order {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);

    @Actor
    public void one() {
      agent.send(n -> n * 10 + 1);
      agent.sendVia(task -> task.run(), n -> n * 10 + 2);
    }

    @Actor
    public void other() {
      agent.send(n -> n * 10 + 3);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = agent.deref();
      r.r2 = (int) agent.queueSize();
    }
  }

  /** Whoever waits knows the end of what was sent before. */
  @JCStressTest
  @Outcome(
      id = {"1", "11"},
      expect = ACCEPTABLE,
      desc = "Its own action has run.")
  @Outcome(expect = FORBIDDEN, desc = "It has not.")
  @State
  public static class AwaitBesideSend {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);

    @Actor
    public void waiter(I_Result r) {
      agent.send(n -> n + 1);
      Agent.await(agent);
      r.r1 = agent.deref();
    }

    @Actor
    public void other() {
      agent.send(n -> n + 10);
    }
  }

  /** Restarted with 100; one action waits since before, one is sent beside. */
  @JCStressTest
  @Outcome(id = "0, 101, 0", expect = ACCEPTABLE, desc = "Sent too early: refused.")
  @Outcome(id = "1, 111, 0", expect = ACCEPTABLE, desc = "Accepted, and ran.")
  @Outcome(expect = FORBIDDEN, desc = "An action was lost or ran twice.")
  @State
  public static class RestartBesideSend {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);

    public RestartBesideSend() {
      agent.setErrorHandler((failed, thrown) -> failed.send(n -> n + 1));
      agent.send(
          n -> {
            throw new IllegalStateException("on purpose");
          });
    }

    @Actor
    public void restarter() {
      agent.restart(100);
    }

    @Actor
    public void sender(III_Result r) {
      try {
        agent.send(n -> n + 10);
        r.r1 = 1;
      } catch (AgentFailedException refused) {
        r.r1 = 0;
      }
    }

    @Arbiter
    public void after(III_Result r) {
      r.r2 = agent.deref();
      r.r3 = (int) agent.queueSize();
    }
  }

  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The one restarts it.")
  @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "The other restarts it.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or none.")
  @State
  public static class TwoRestarts {

    private final Agent<Integer> agent = Runtimes.failedAgent(10);

    private boolean restart(int state) {
      try {
        agent.restart(state);
        return true;
      } catch (DosyncException notFailed) {
        return false;
      }
    }

    @Actor
    public void one(ZZI_Result r) {
      r.r1 = restart(1);
    }

    @Actor
    public void other(ZZI_Result r) {
      r.r2 = restart(2);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = agent.deref() + 100 * (int) agent.queueSize();
    }
  }

  /** A failure beside a send with a promise: refused (0), ran (1), or told that it did not (2). */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It ran first.")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "It was there, and is told.")
  @Outcome(expect = FORBIDDEN, desc = "The promise is not done, or says what is not so.")
  @State
  public static class SubmitBesideFailure {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);
    private Promise<Integer> promise;
    private boolean refused;

    @Actor
    public void failing() {
      agent.send(
          n -> {
            throw ABORT;
          });
    }

    @Actor
    public void sender() {
      try {
        promise = agent.submit(n -> n + 1);
      } catch (AgentFailedException failed) {
        refused = true;
      }
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = refused ? 0 : !promise.isDone() ? -1 : promise.isCompletedExceptionally() ? 2 : 1;
      r.r2 = agent.deref();
    }
  }

  /** As before, with a restart that comes as soon as it can: only then the agent is at 100. */
  @JCStressTest
  @Outcome(
      id = {"0, 100", "2, 100", "1, 100", "1, 101"},
      expect = ACCEPTABLE,
      desc = "Refused, told, ran before the failure, or ran after the restart.")
  @Outcome(id = "2, 101", expect = FORBIDDEN, desc = "It ran, and is told that it did not.")
  @Outcome(expect = FORBIDDEN, desc = "The promise is not done, or something was lost.")
  @State
  public static class SubmitBesideRestart {

    private final Agent<Integer> agent = Runtimes.agent(10, Overflow.REJECT);
    private Promise<Integer> promise;
    private boolean refused;

    @Actor
    public void failing() {
      Promise<Integer> failure =
          agent.submit(
              n -> {
                throw ABORT;
              });
      try {
        failure.deref();
      } catch (CompletionException expected) {
        agent.restart(100);
      }
    }

    @Actor
    public void sender() {
      try {
        promise = agent.submit(n -> n + 1);
      } catch (AgentFailedException failed) {
        refused = true;
      }
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = refused ? 0 : !promise.isDone() ? -1 : promise.isCompletedExceptionally() ? 2 : 1;
      r.r2 = agent.deref();
    }
  }

  /** One place, kept by a transaction that commits or not; another sends meanwhile. */
  @JCStressTest
  @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "The held one had the place.")
  @Outcome(id = "0, 1, 10, 0", expect = ACCEPTABLE, desc = "The other had it.")
  @Outcome(id = "1, 1, 11, 0", expect = ACCEPTABLE, desc = "One after the other.")
  @Outcome(expect = FORBIDDEN, desc = "Two in one place, none, or the place did not come back.")
  @State
  public static class HeldBesideSend {

    private final Agent<Integer> agent = Runtimes.agent(1, Overflow.REJECT);

    @Actor
    public void holder(IIII_Result r) {
      r.r1 = Transaction.dosync(() -> agent.trySend(n -> n + 1)) ? 1 : 0;
    }

    @Actor
    public void sender(IIII_Result r) {
      r.r2 = agent.trySend(n -> n + 10) ? 1 : 0;
    }

    @Arbiter
    public void after(IIII_Result r) {
      r.r3 = agent.deref();
      r.r4 = (int) agent.queueSize();
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 10, 0"},
      expect = ACCEPTABLE,
      desc = "The other found the place taken or free; it comes back.")
  @Outcome(expect = FORBIDDEN, desc = "An aborted send happened, or its place did not come back.")
  @State
  public static class AbortedBesideSend {

    private final Agent<Integer> agent = Runtimes.agent(1, Overflow.REJECT);

    @Actor
    public void holder() {
      try {
        Transaction.dosync(
            () -> {
              agent.trySend(n -> n + 1);
              throw ABORT;
            });
      } catch (RuntimeException expected) {
        // the point
      }
    }

    @Actor
    public void sender(III_Result r) {
      r.r1 = agent.trySend(n -> n + 10) ? 1 : 0;
    }

    @Arbiter
    public void after(III_Result r) {
      r.r2 = agent.deref();
      r.r3 = (int) agent.queueSize();
    }
  }

  /** Of three actions and one place each runs, or is dropped. */
  @JCStressTest
  @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "Each ran or was told, none both.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or dropped and run.")
  @State
  public static class DropBesideTake {

    private final Agent<Integer> agent = Runtimes.agent(1, Overflow.DROP_OLDEST);
    private Promise<Integer> first;
    private Promise<Integer> second;
    private Promise<Integer> third;

    private Promise<Integer> submit() {
      try {
        return agent.submit(n -> n + 1);
      } catch (AgentFullException nothingToDrop) {
        return null;
      }
    }

    @Actor
    public void one() {
      first = submit();
      second = submit();
    }

    @Actor
    public void other() {
      third = submit();
    }

    private static int ran(Promise<Integer> promise) {
      return promise != null && !promise.isCompletedExceptionally() ? 1 : 0;
    }

    private static boolean isTold(Promise<Integer> promise) {
      return promise == null || promise.isDone();
    }

    @Arbiter
    public void after(II_Result r) {
      int ran = ran(first) + ran(second) + ran(third);
      boolean told = isTold(first) && isTold(second) && isTold(third);
      r.r1 = told && ran == agent.deref() ? 3 : -1;
      r.r2 = (int) agent.queueSize();
    }
  }

  /** After a close has returned an action has run, or its promise has failed. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It ran.")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "It was dropped, and is told.")
  @Outcome(expect = FORBIDDEN, desc = "The promise is not done, or says what is not so.")
  @State
  public static class CloseBesideSubmit {

    private final DosyncRuntime runtime = Runtimes.of();
    private final Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
    private Promise<Integer> promise;
    private boolean refused;

    @Actor
    public void closer() {
      runtime.close(Duration.ofSeconds(10));
    }

    @Actor
    public void sender() {
      try {
        promise = agent.submit(n -> n + 1);
      } catch (RuntimeClosedException closed) {
        refused = true;
      }
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = refused ? 0 : !promise.isDone() ? -1 : promise.isCompletedExceptionally() ? 2 : 1;
      r.r2 = agent.deref();
    }
  }

  /** After a close has returned a future has run, or has failed. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It ran.")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "It did not begin, and is told.")
  @Outcome(expect = FORBIDDEN, desc = "It is not done, or says what is not so.")
  @State
  public static class CloseBesideFuture {

    private final DosyncRuntime runtime = Runtimes.of();
    private Promise<Integer> promise;
    private int ran;
    private boolean refused;

    @Actor
    public void closer() {
      runtime.close(Duration.ofSeconds(10));
    }

    @Actor
    public void sender() {
      try {
        promise = runtime.future(() -> ++ran);
      } catch (RuntimeClosedException closed) {
        refused = true;
      }
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = refused ? 0 : !promise.isDone() ? -1 : promise.isCompletedExceptionally() ? 2 : 1;
      r.r2 = ran;
    }
  }
}
