package org.dosync;

import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a transaction reads of several refs beside a writer belongs to one moment. */
public class TornReads {

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class TwoRefs extends Pair {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      read(UPDATE, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class TwoRefsReadOnly extends Pair {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      read(READ_ONLY, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class TwoRefsSnapshot extends Pair {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      read(SNAPSHOT, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class TwoRefsSetBlindly extends Pair {

    @Actor
    public void writer() {
      set(1);
      set(2);
    }

    @Actor
    public void reader(III_Result r) {
      read(UPDATE, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class ThreeRefs extends Triple {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      read(Pair.UPDATE, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class ThreeRefsReadOnly extends Triple {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      read(Pair.READ_ONLY, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class ThreeRefsSnapshot extends Triple {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      read(Pair.SNAPSHOT, r);
    }
  }

  /** So many refs that the reader stops to log its reads half way. */
  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class ManyRefs extends Row {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(II_Result r) {
      range(Pair.UPDATE, r);
    }
  }

  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class ManyRefsReadOnly extends Row {

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(II_Result r) {
      range(Pair.READ_ONLY, r);
    }
  }

  /** Without boxes. */
  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class Numbers {

    private final LongRef x = LongRef.of(0);
    private final LongRef y = LongRef.of(0);

    private void increment() {
      Transaction.dosync(
          () -> {
            x.alter(n -> n + 1);
            y.alter(n -> n + 1);
          });
    }

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(II_Result r) {
      Transaction.dosync(
          () -> {
            r.r1 = (int) x.getAsLong();
            r.r2 = (int) y.getAsLong();
          });
    }
  }

  /** Also a try that is going to be lost sees one moment only. */
  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class EveryTry extends Pair {

    final Ref<Integer> sum = Ref.of(0);

    @Actor
    public void writer() {
      increment();
      increment();
    }

    @Actor
    public void reader(II_Result r) {
      boolean[] torn = {false};
      Transaction.dosync(
          () -> {
            r.r1 = x.deref();
            r.r2 = y.deref();
            torn[0] |= r.r1 != r.r2;
            sum.set(r.r1 + r.r2);
          });
      r.r2 = torn[0] ? -1 : r.r2;
    }
  }

  /** Moments of the past that two refs with one history share. */
  @JCStressTest
  @JCStressMeta(OneMoment.class)
  @State
  public static class Past {

    final History history = History.keep(4);
    final Ref<Integer> x = Ref.builder(0).history(history).build();
    final Ref<Integer> y = Ref.builder(0).history(history).build();

    @Actor
    public void writer() {
      increment();
      increment();
    }

    private void increment() {
      Transaction.dosync(
          () -> {
            x.alter(n -> n + 1);
            y.alter(n -> n + 1);
          });
    }

    @Actor
    public void reader(II_Result r) {
      Instant now = Instant.now();
      r.r1 = x.asOf(now);
      r.r2 = y.asOf(now);
    }
  }
}
