package org.dosync;

import static java.util.Objects.requireNonNull;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.reflect.Field;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A transaction that barges in beside others: all changes count, and the turn to barge is given
 * back however the transaction ends. The results are the value in the end and the turns left.
 */
public class BargeBesideCommit {

  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both count, the turn is free.")
  @Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "The turn was not given back.")
  @Outcome(expect = FORBIDDEN, desc = "An update was lost.")
  public interface Exact {}

  private static final int LOST_ENOUGH = 17;
  private static final Field FAVOUR = favour();

  /** With a timeout a transaction knows its contention from the start. */
  private static final TransactionOptions TIMED =
      Transaction.options().timeout(Duration.ofMinutes(1));

  private static final TransactionOptions BESIDE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  private static Field favour() {
    try {
      Field field = Barge.class.getDeclaredField("favour");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** As if the running transaction had lost so often that it is favoured. */
  static void barge() {
    Barge.backOffOrEnter(requireNonNull(Current.required("barge").contention()), LOST_ENOUGH);
  }

  static void bargeAndAddOne(Ref<Integer> ref) {
    TIMED.dosync(
        () -> {
          barge();
          ref.alter(n -> n + 1);
        });
  }

  static void addOne(Ref<Integer> ref) {
    Transaction.dosync(() -> ref.alter(n -> n + 1));
  }

  static void end(Ref<Integer> ref, II_Result r) {
    r.r1 = ref.deref();
    r.r2 = turnsLeft();
  }

  private static int turnsLeft() {
    try {
      return FAVOUR.get(null) == null ? 1 : 0;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @JCStressTest
  @JCStressMeta(Exact.class)
  @State
  public static class OneFavoured extends Pair {

    @Actor
    public void favoured() {
      bargeAndAddOne(x);
    }

    @Actor
    public void other() {
      addOne(x);
    }

    @Arbiter
    public void after(II_Result r) {
      end(x, r);
    }
  }

  @JCStressTest
  @JCStressMeta(Exact.class)
  @State
  public static class BothFavoured extends Pair {

    @Actor
    public void one() {
      bargeAndAddOne(x);
    }

    @Actor
    public void other() {
      bargeAndAddOne(x);
    }

    @Arbiter
    public void after(II_Result r) {
      end(x, r);
    }
  }

  /** The favoured one throws. */
  @JCStressTest
  @JCStressMeta(Exact.class)
  @State
  public static class FavouredThrows extends Pair {

    @Actor
    public void favoured() {
      try {
        TIMED.dosync(
            () -> {
              barge();
              x.alter(n -> n + 1);
              throw new IllegalStateException("not committed");
            });
      } catch (IllegalStateException expected) {
        addOne(x);
      }
    }

    @Actor
    public void other() {
      bargeAndAddOne(x);
    }

    @Arbiter
    public void after(II_Result r) {
      end(x, r);
    }
  }

  /** The favoured one finds that it has to wait for the other: it must not stand in its way. */
  @JCStressTest
  @JCStressMeta(Exact.class)
  @State
  public static class FavouredWaits extends Pair {

    @Actor
    public void favoured() {
      TIMED.dosync(
          () -> {
            barge();
            Transaction.check(x.deref() == 1);
            x.alter(n -> n + 1);
          });
    }

    @Actor
    public void other() {
      addOne(x);
    }

    @Arbiter
    public void after(II_Result r) {
      end(x, r);
    }
  }

  /** The whole way: it loses, against commits of its own thread, until it is favoured. */
  @JCStressTest
  @JCStressMeta(Exact.class)
  @State
  public static class LosesOften extends Pair {

    @Actor
    public void loser() {
      int[] tries = {0};
      Transaction.dosync(
          () -> {
            y.deref();
            if (tries[0]++ < LOST_ENOUGH) {
              BESIDE.dosync(() -> y.alter(n -> n + 1));
            }
            x.alter(n -> n + 1);
          });
    }

    @Actor
    public void other() {
      addOne(x);
    }

    @Arbiter
    public void after(II_Result r) {
      end(x, r);
    }
  }
}
