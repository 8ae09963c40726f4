package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** What was at a moment stays what it was, and is the same commit at all refs. */
public class HistoryRaces {

  /** Two refs as of one moment, and the first again. */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "Before the commit, or after it.")
  @Outcome(id = "0, 0, 1", expect = FORBIDDEN, desc = "The past has changed.")
  @Outcome(expect = FORBIDDEN, desc = "A torn past.")
  @State
  public static class AsOfBesideCommit {

    private static final History HISTORY = History.keep(2);

    private final Ref<Integer> x = Ref.builder(0).history(HISTORY).build();
    private final Ref<Integer> y = Ref.builder(0).history(HISTORY).build();

    @Actor
    public void writer() {
      Transaction.dosync(
          () -> {
            x.set(1);
            y.set(1);
          });
    }

    @Actor
    public void reader(III_Result r) {
      Instant now = Instant.now();
      r.r1 = x.asOf(now);
      r.r2 = y.asOf(now);
      r.r3 = x.asOf(now);
    }
  }
}
