package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A promise is delivered once, and the one who did it knows. */
public class PromiseOnce {

  /** What a promise came to: its value, 10 for a failure, 20 if it was cancelled. */
  static int outcome(Promise<Integer> promise) {
    if (!promise.isDone()) {
      return -1;
    }
    return promise.isCancelled() ? 20 : promise.isCompletedExceptionally() ? 10 : promise.deref();
  }

  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The one wins.")
  @Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "The other wins.")
  @Outcome(expect = FORBIDDEN, desc = "Both win, or none, or the loser's value stays.")
  @State
  public static class TwoDelivering {

    private final Promise<Integer> promise = new Promise<>();

    @Actor
    public void one(ZZI_Result r) {
      r.r1 = promise.deliver(1);
    }

    @Actor
    public void other(ZZI_Result r) {
      r.r2 = promise.deliver(2);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = outcome(promise);
    }
  }

  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The value wins.")
  @Outcome(id = "false, true, 10", expect = ACCEPTABLE, desc = "The failure wins.")
  @Outcome(expect = FORBIDDEN, desc = "Both win, or none, or the loser's outcome stays.")
  @State
  public static class DeliverBesideFail {

    private final Promise<Integer> promise = new Promise<>();
    private final Exception failure = new Exception();

    @Actor
    public void deliverer(ZZI_Result r) {
      r.r1 = promise.deliver(1);
    }

    @Actor
    public void failer(ZZI_Result r) {
      r.r2 = promise.fail(failure);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = outcome(promise);
    }
  }

  @JCStressTest
  @Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The value wins.")
  @Outcome(id = "false, true, 20", expect = ACCEPTABLE, desc = "The cancellation wins.")
  @Outcome(expect = FORBIDDEN, desc = "Both win, or none, or the loser's outcome stays.")
  @State
  public static class DeliverBesideCancel {

    private final Promise<Integer> promise = new Promise<>();

    @Actor
    public void deliverer(ZZI_Result r) {
      r.r1 = promise.deliver(1);
    }

    @Actor
    public void canceller(ZZI_Result r) {
      r.r2 = promise.cancel(true);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = outcome(promise);
    }
  }

  /** The state of the body: how often it ran, and what the future came to. */
  @JCStressTest
  @Outcome(id = "1, 5", expect = ACCEPTABLE, desc = "It ran before it could be cancelled.")
  @Outcome(
      id = {"0, 20", "1, 20"},
      expect = ACCEPTABLE,
      desc = "Cancelled before it began, or while it ran.")
  @Outcome(expect = FORBIDDEN, desc = "It ran twice, or is not done.")
  @State
  public static class FutureBesideCancel {

    private int runs;
    private final Task<Integer> future =
        new Task<>(
            Runtimes.ONE,
            () -> {
              runs++;
              return 5;
            });

    @Actor
    public void runner() {
      future.run();
    }

    @Actor
    public void canceller() {
      future.cancel(true);
    }

    @Arbiter
    public void after(II_Result r) {
      r.r1 = runs;
      r.r2 = outcome(future);
    }
  }

  /** Of two who cancel one is told that he did. */
  @JCStressTest
  @Outcome(
      id = {"true, false, 20", "false, true, 20"},
      expect = ACCEPTABLE,
      desc = "One of them.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or none.")
  @State
  public static class TwoCancelling {

    private final Task<Integer> future = new Task<>(Runtimes.ONE, () -> 5);

    @Actor
    public void one(ZZI_Result r) {
      r.r1 = future.cancel(true);
    }

    @Actor
    public void other(ZZI_Result r) {
      r.r2 = future.cancel(false);
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = outcome(future);
    }
  }
}
