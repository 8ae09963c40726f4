package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Transactions that each read what another changes. The results are what they have read: if each
 * has read the old value, each must have come before the other.
 */
public class WriteSkew {

  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One has come before the other.")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Write skew.")
  @Outcome(expect = FORBIDDEN, desc = "Values that were never there.")
  public interface Impossible {}

  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One has come before the other.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "Write skew, as in Clojure.")
  @Outcome(expect = FORBIDDEN, desc = "Values that were never there.")
  public interface Possible {}

  /** Reads one ref and sets the other. */
  static int readThenSet(TransactionOptions options, Ref<Integer> read, Ref<Integer> written) {
    return options.dosync(
        () -> {
          int seen = read.deref();
          written.set(1);
          return seen;
        });
  }

  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class Serializable extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = readThenSet(UPDATE, x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenSet(UPDATE, y, x);
    }
  }

  @JCStressTest
  @JCStressMeta(Possible.class)
  @State
  public static class Snapshot extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = readThenSet(SNAPSHOT, x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenSet(SNAPSHOT, y, x);
    }
  }

  /** A change based on what was there, not a blind one. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class SerializableAlter extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = readThenAlter(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenAlter(y, x);
    }

    private static int readThenAlter(Ref<Integer> read, Ref<Integer> written) {
      return Transaction.dosync(
          () -> {
            int seen = read.deref();
            written.alter(n -> n + 1);
            return seen;
          });
    }
  }

  /** The write that depends on the read is a commute. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class SerializableCommute extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = readThenCommute(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenCommute(y, x);
    }

    private static int readThenCommute(Ref<Integer> read, Ref<Integer> written) {
      return Transaction.dosync(
          () -> {
            int seen = read.deref();
            written.commute(n -> n + 1);
            return seen;
          });
    }
  }

  /** A function given to commute reads the other ref, when the commit has begun. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class ReadInCommute extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = commute(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = commute(y, x);
    }

    private static int commute(Ref<Integer> read, Ref<Integer> written) {
      int[] seen = {-1};
      Transaction.dosync(
          () ->
              written.commute(
                  n -> {
                    seen[0] = read.deref();
                    return n + 1;
                  }));
      return seen[0];
    }
  }

  /** Both ensure what they read. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class SnapshotEnsured extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = ensureThenSet(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = ensureThenSet(y, x);
    }
  }

  /** One ensures, the other is serializable: that is enough. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class SnapshotEnsuredBesideSerializable extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = ensureThenSet(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenSet(UPDATE, y, x);
    }
  }

  static int ensureThenSet(Ref<Integer> read, Ref<Integer> written) {
    return Pair.SNAPSHOT.dosync(
        () -> {
          int seen = read.ensure();
          written.set(1);
          return seen;
        });
  }

  /** What is read twice, the second time ensured, has to be the same. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "The same value twice.")
  @Outcome(expect = FORBIDDEN, desc = "A repeated read has changed.")
  @State
  public static class EnsuredAfterRead extends Pair {

    @Actor
    public void reader(II_Result r) {
      SNAPSHOT.dosync(
          () -> {
            r.r1 = x.deref();
            r.r2 = x.ensure();
            y.set(1);
          });
    }

    @Actor
    public void writer() {
      Transaction.dosync(() -> x.set(1));
    }
  }

  /** The read was made by a nested transaction that threw: the outer one still depends on it. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class ReadInUndoneNested extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = readThenSet(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenSet(y, x);
    }

    private static int readThenSet(Ref<Integer> read, Ref<Integer> written) {
      return Transaction.dosync(
          () -> {
            int seen = Undone.thrown(() -> read.deref());
            written.set(1);
            return seen;
          });
    }
  }

  /** The same, read by an alter that is undone. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class AlteredInUndoneNested extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = alterThenSet(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = alterThenSet(y, x);
    }

    private static int alterThenSet(Ref<Integer> read, Ref<Integer> written) {
      return Transaction.dosync(
          () -> {
            int seen = Undone.thrown(() -> read.alter(n -> n + 10)) - 10;
            written.set(1);
            return seen;
          });
    }
  }

  /** The read was made by the first branch of orElse, which gave up. */
  @JCStressTest
  @JCStressMeta(Impossible.class)
  @State
  public static class ReadInFailedBranch extends Pair {

    @Actor
    public void one(II_Result r) {
      r.r1 = readThenSet(x, y);
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = readThenSet(y, x);
    }

    private static int readThenSet(Ref<Integer> read, Ref<Integer> written) {
      int[] seen = {-1};
      Transaction.dosync(
          () ->
              Transaction.<Integer, RuntimeException>orElse(
                  () -> {
                    seen[0] = read.deref();
                    return Transaction.retry();
                  },
                  () -> written.set(1)));
      return seen[0];
    }
  }

  /** Readers of so many refs that they stop to log, and that write after all. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One has come before the other.")
  @Outcome(expect = FORBIDDEN, desc = "Write skew.")
  @State
  public static class AfterManyReads extends Row {

    @Actor
    public void one(II_Result r) {
      r.r1 = sumThenSet(refs.get(0));
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = sumThenSet(refs.get(19));
    }

    private int sumThenSet(Ref<Integer> written) {
      return Transaction.dosync(
          () -> {
            int sum = sum();
            written.set(1);
            return sum;
          });
    }
  }

  /** The same with a change based on what was there. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "One has come before the other.")
  @Outcome(expect = FORBIDDEN, desc = "Write skew.")
  @State
  public static class AlterAfterManyReads extends Row {

    @Actor
    public void one(II_Result r) {
      r.r1 = sumThenAlter(refs.get(0));
    }

    @Actor
    public void other(II_Result r) {
      r.r2 = sumThenAlter(refs.get(19));
    }

    private int sumThenAlter(Ref<Integer> written) {
      return Transaction.dosync(
          () -> {
            int sum = sum();
            written.alter(n -> n + 1);
            return sum;
          });
    }
  }

  /** Three in a circle; needs three processors. */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = FORBIDDEN, desc = "Each has come before the next: a circle.")
  @Outcome(
      id = {"0, 0, 1", "0, 1, 0", "0, 1, 1", "1, 0, 0", "1, 0, 1", "1, 1, 0"},
      expect = ACCEPTABLE,
      desc = "In some order.")
  @Outcome(expect = FORBIDDEN, desc = "Each has come after the next: a circle.")
  @State
  public static class Circle extends Triple {

    @Actor
    public void first(III_Result r) {
      r.r1 = readThenSet(Pair.UPDATE, x, y);
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = readThenSet(Pair.UPDATE, y, z);
    }

    @Actor
    public void third(III_Result r) {
      r.r3 = readThenSet(Pair.UPDATE, z, x);
    }
  }
}
