package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whoever waits after {@code retry()} is woken by the commit that changes what it has read. */
public class WaiterBesideCommit {

  @Outcome(
      id = {"1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "Woken.")
  @Outcome(
      id = {"-1", "-1, -1", "-1, 1", "1, -1"},
      expect = FORBIDDEN,
      desc = "A wake-up was lost.")
  @Outcome(expect = FORBIDDEN, desc = "Woken, but saw something else.")
  public interface Woken {}

  static final TransactionOptions PATIENT = Transaction.options().timeout(Duration.ofSeconds(10));

  /** What the body returns, or -1 if it was never woken. */
  static int await(TransactionOptions options, IntSupplier body) {
    try {
      return options.dosync(body::getAsInt);
    } catch (TransactionTimeoutException lostWakeUp) {
      return -1;
    }
  }

  static int positive(Ref<Integer> ref) {
    int value = ref.deref();
    Transaction.check(value > 0);
    return value;
  }

  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class OneRef extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT, () -> positive(x));
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
    }
  }

  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class ReadOnly extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT.readOnly(true), () -> positive(x));
    }

    @Actor
    public void writer() {
      increment();
    }
  }

  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class Snapshot extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT.isolation(Isolation.SNAPSHOT), () -> positive(x));
    }

    @Actor
    public void writer() {
      increment();
    }
  }

  /** Two commits; it is the later one that counts. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class TwoRefs extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT, () -> Math.min(positive(y), positive(x)));
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
      Transaction.dosync(() -> y.set(1));
    }
  }

  /** Each waits for the other in turn. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class TurnByTurn extends Pair {

    @Actor
    public void one(II_Result r) {
      Transaction.dosync(() -> x.set(1));
      r.r1 = await(PATIENT, () -> positive(y));
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = await(PATIENT, () -> positive(x));
      Transaction.dosync(() -> y.set(1));
    }
  }

  /** Both wait at the same ref for a value that only both together can bring about. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class Meeting extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = arriveAndWait();
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = arriveAndWait();
    }

    private int arriveAndWait() {
      Transaction.dosync(() -> x.alter(n -> n + 1));
      return await(
          PATIENT,
          () -> {
            Transaction.check(x.deref() == 2);
            return 1;
          });
    }
  }

  /** Whoever is woken first leaves, and takes all with it if it is the last, while others enter. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class OneLeaves extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = await(PATIENT, () -> reaches(1));
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = await(PATIENT, () -> reaches(2));
    }

    private int reaches(int value) {
      Transaction.check(x.deref() >= value);
      return 1;
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
      Transaction.dosync(() -> x.set(2));
    }
  }

  /** The first branch of orElse has read what is changed. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class FirstBranch extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT, () -> Transaction.orElse(() -> positive(x), () -> positive(y)));
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
    }
  }

  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class SecondBranch extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT, () -> Transaction.orElse(() -> positive(x), () -> positive(y)));
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> y.set(1));
    }
  }

  /** What is waited for was read by an alter that a nested transaction has undone. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class UndoneNested extends Pair {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT, this::positiveInUndone);
    }

    private int positiveInUndone() {
      int value = Undone.thrown(() -> x.alter(n -> n + 1)) - 1;
      Transaction.check(value > 0);
      return value;
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
    }
  }

  /** So many refs that the waiter had stopped to log what it reads. */
  @JCStressTest
  @JCStressMeta(Woken.class)
  @State
  public static class ManyRefs extends Row {

    @Actor
    public void waiter(I_Result r) {
      r.r1 = await(PATIENT, this::positiveSum);
    }

    private int positiveSum() {
      int sum = sum();
      Transaction.check(sum > 0);
      return sum;
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> refs.get(0).set(1));
    }
  }
}
