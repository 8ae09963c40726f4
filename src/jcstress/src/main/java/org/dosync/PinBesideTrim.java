package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** What a pinned reader may read is there, however many commits trim beside it. */
public class PinBesideTrim {

  /** Enough commits to cut away everything that a reader could have begun with. */
  static class Busy extends Pair {

    void incrementOften() {
      for (int i = 0; i < 6; i++) {
        increment();
      }
    }
  }

  /** The engine's own steps: pin, take a read point, read. */
  @JCStressTest
  @Outcome(id = "(\\d), \\1, \\1", expect = ACCEPTABLE, desc = "The values at the read point.")
  @Outcome(id = ".*-1.*", expect = FORBIDDEN, desc = "A version was cut away under a pin.")
  @Outcome(expect = FORBIDDEN, desc = "Values of different moments.")
  @State
  public static class Steps extends Busy {

    @Actor
    public void writer() {
      incrementOften();
    }

    @Actor
    public void reader(III_Result r) {
      Pins.Pin pin = Pins.pin();
      long readPoint = StampClock.readPoint();
      r.r1 = valueAt(x, readPoint);
      r.r2 = valueAt(y, readPoint);
      r.r3 = valueAt(x, readPoint);
      pin.released = true;
    }

    static int valueAt(Ref<Integer> ref, long readPoint) {
      Version version = Version.at(ref, readPoint, null);
      return version == null ? -1 : (Integer) version.value;
    }
  }

  /** Two pinned readers, the older of which leaves first. */
  @JCStressTest
  @Outcome(id = "(\\d), \\1, \\1", expect = ACCEPTABLE, desc = "The values at the read point.")
  @Outcome(id = ".*-1.*", expect = FORBIDDEN, desc = "A version was cut away under a pin.")
  @Outcome(expect = FORBIDDEN, desc = "Values of different moments.")
  @State
  public static class YoungerOfTwo extends Busy {

    @Actor
    public void writer() {
      Pins.Pin older = Pins.pin();
      increment();
      increment();
      older.released = true;
      increment();
      increment();
    }

    @Actor
    public void reader(III_Result r) {
      Pins.Pin pin = Pins.pin();
      long readPoint = StampClock.readPoint();
      r.r1 = Steps.valueAt(x, readPoint);
      r.r2 = Steps.valueAt(y, readPoint);
      r.r3 = Steps.valueAt(x, readPoint);
      pin.released = true;
    }
  }

  /** How often the body ran, and what it read. */
  @Outcome(id = "1, (\\d), \\1", expect = ACCEPTABLE, desc = "The first try did.")
  @Outcome(id = "2, (\\d), \\1", expect = ACCEPTABLE, desc = "One restart, to pin.")
  @Outcome(id = "\\d+, (\\d), \\1", expect = FORBIDDEN, desc = "More than one restart.")
  @Outcome(expect = FORBIDDEN, desc = "Values of different moments.")
  public interface OneRestart {}

  @JCStressTest
  @JCStressMeta(OneRestart.class)
  @State
  public static class ReadOnly extends Busy {

    @Actor
    public void writer() {
      incrementOften();
    }

    @Actor
    public void reader(III_Result r) {
      READ_ONLY.dosync(
          () -> {
            r.r1++;
            r.r2 = x.deref();
            r.r3 = y.deref();
          });
    }
  }

  @JCStressTest
  @JCStressMeta(OneRestart.class)
  @State
  public static class Snapshot extends Busy {

    @Actor
    public void writer() {
      incrementOften();
    }

    @Actor
    public void reader(III_Result r) {
      SNAPSHOT.dosync(
          () -> {
            r.r1++;
            r.r2 = x.deref();
            r.r3 = y.deref();
          });
    }
  }
}
