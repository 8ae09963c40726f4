package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Whoever closes misses nothing that is under way. */
public class BusyRaces {

  private static Activity activity() {
    return new Task<>(Runtimes.ONE, () -> 0);
  }

  /** An activity begins another before it ends, so at each moment one is under way. */
  @JCStressTest
  @Outcome(id = "false", expect = ACCEPTABLE, desc = "Something is under way.")
  @Outcome(id = "true", expect = FORBIDDEN, desc = "Nothing seemed to be.")
  @State
  public static class OneBeginsAnother {

    private final Busy busy = new Busy();
    private final Busy.Note first = new Busy.Note(activity());
    private final Busy.Note second = new Busy.Note(activity());

    public OneBeginsAnother() {
      busy.add(first);
    }

    @Actor
    public void running() {
      busy.add(second);
      first.strikeOut();
    }

    @Actor
    public void closer(Z_Result r) {
      r.r1 = busy.isEmpty();
    }
  }

  /** Notes are taken off while others are added and one goes on. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "Those that go on are there.")
  @Outcome(expect = FORBIDDEN, desc = "One was taken off, or one that has ended was not.")
  @State
  public static class TakenOffBesideAdded {

    private static final int MANY = 70;

    private final Busy busy = new Busy();
    private final Activity passing = activity();

    public TakenOffBesideAdded() {
      busy.add(new Busy.Note(activity()));
    }

    private void comeAndGo() {
      for (int each = 0; each < MANY; each++) {
        Busy.Note note = new Busy.Note(passing);
        busy.add(note);
        note.strikeOut();
      }
      busy.add(new Busy.Note(activity()));
    }

    @Actor
    public void one() {
      comeAndGo();
    }

    @Actor
    public void other() {
      comeAndGo();
    }

    @Arbiter
    public void after(I_Result r) {
      r.r1 = busy.activities().size();
    }
  }
}
