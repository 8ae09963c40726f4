package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Stamps are visible in time: who takes a read point after a commit has returned sees the commit.
 * The first result says whether the reader began after that.
 */
public class SeenAfterCommit {

  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "Before the commit.")
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "The commit has not returned yet.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "After the commit.")
  @Outcome(
      id = {"1, 0, 0", "1, 0, 1", "1, 1, 0"},
      expect = FORBIDDEN,
      desc = "A commit that had returned was not seen.")
  @Outcome(expect = FORBIDDEN, desc = "A torn pair.")
  public interface All {}

  /** Writes, and says so. */
  static class Announced extends Pair {

    private volatile int returned;

    int returned() {
      return returned;
    }

    void write() {
      set(1);
      returned = 1;
    }

    void readAfterwards(TransactionOptions options, III_Result r) {
      int before = returned;
      options.dosync(
          () -> {
            r.r2 = x.deref();
            r.r3 = y.deref();
          });
      r.r1 = before;
    }
  }

  @JCStressTest
  @JCStressMeta(All.class)
  @State
  public static class ByTransaction extends Announced {

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(III_Result r) {
      readAfterwards(UPDATE, r);
    }
  }

  @JCStressTest
  @JCStressMeta(All.class)
  @State
  public static class ByReadOnly extends Announced {

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(III_Result r) {
      readAfterwards(READ_ONLY, r);
    }
  }

  @JCStressTest
  @JCStressMeta(All.class)
  @State
  public static class BySnapshot extends Announced {

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(III_Result r) {
      readAfterwards(SNAPSHOT, r);
    }
  }

  /** A read outside a transaction has not one moment, but it never goes back. */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "0, 0, 1", "0, 1, 1", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "What one read has seen the next sees as well.")
  @Outcome(expect = FORBIDDEN, desc = "A read went back behind what had been seen.")
  @State
  public static class Outside extends Announced {

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(III_Result r) {
      r.r1 = returned();
      r.r2 = x.deref();
      r.r3 = y.deref();
    }
  }

  /** The same, of the ref that is taken last and then of the one that is taken first. */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "0, 0, 1", "0, 1, 1", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "What one read has seen the next sees as well.")
  @Outcome(expect = FORBIDDEN, desc = "A read went back behind what had been seen.")
  @State
  public static class OutsideBackwards extends Announced {

    @Actor
    public void writer() {
      write();
    }

    @Actor
    public void reader(III_Result r) {
      r.r1 = returned();
      r.r2 = y.deref();
      r.r3 = x.deref();
    }
  }

  /** One ref, read again and again outside a transaction beside two commits. */
  @JCStressTest
  @Outcome(
      id = {
        "0, 0, 0", "0, 0, 1", "0, 0, 2", "0, 1, 1", "0, 1, 2", "0, 2, 2", "1, 1, 1", "1, 1, 2",
        "1, 2, 2", "2, 2, 2"
      },
      expect = ACCEPTABLE,
      desc = "In the order of the commits.")
  @Outcome(expect = FORBIDDEN, desc = "Back to an older value.")
  @State
  public static class OneRefOutside extends Pair {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      r.r1 = x.deref();
      r.r2 = x.deref();
      r.r3 = x.deref();
    }
  }
}
