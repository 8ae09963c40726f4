package org.dosync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What is stopped does not run, and whoever stopped it knows. */
public class ScheduleRaces {

  private static final Scheduler SCHEDULER = Scheduler.on(Runtimes.ONE);
  private static final Duration LATER = Duration.ofDays(1);

  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = ACCEPTABLE,
      desc = "One of them did it.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or none.")
  @State
  public static class TwoStops {

    private final Job job = SCHEDULER.after(LATER, () -> {});

    @Actor
    public void one(ZZ_Result r) {
      r.r1 = job.stop();
    }

    @Actor
    public void other(ZZ_Result r) {
      r.r2 = job.stop();
    }
  }

  @JCStressTest
  @Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "It ran before it was stopped.")
  @Outcome(id = "true, true, 0", expect = ACCEPTABLE, desc = "The stop took the run back.")
  @Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "It was stopped first.")
  @Outcome(expect = FORBIDDEN, desc = "It ran untold or twice, or is still in the schedule.")
  @State
  public static class StopBesideRun {

    private int runs;
    private final Job job = SCHEDULER.after(LATER, () -> runs++);

    @Actor
    public void runner(ZZI_Result r) {
      r.r1 = job.runNow();
    }

    @Actor
    public void stopper(ZZI_Result r) {
      r.r2 = job.stop();
    }

    @Arbiter
    public void after(ZZI_Result r) {
      r.r3 = runs + (job.isScheduled() ? 10 : 0);
    }
  }

  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It was there, and is in the report.")
  @Outcome(expect = FORBIDDEN, desc = "A job was lost, or told though it was refused.")
  @State
  public static class CloseBesidePlan {

    private final Scheduler scheduler = Scheduler.on(Runtimes.ONE);

    @Actor
    public void planner(II_Result r) {
      try {
        scheduler.after(LATER, () -> {});
        r.r1 = 1;
      } catch (RuntimeClosedException refused) {
        r.r1 = 0;
      }
    }

    @Actor
    public void closer(II_Result r) {
      r.r2 = scheduler.close(Duration.ZERO).left().size();
    }
  }
}
