package org.dosync.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.dosync.Job;
import org.dosync.JobOptions;
import org.dosync.Missed;
import org.dosync.Overlap;
import org.dosync.Scheduler;
import org.dosync.VoidBody;

/** Jobs of all kinds, by a user's clock. */
final class JobPrograms {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** More than any clock jumps. */
  private static final Duration LONG = Duration.ofHours(3);

  /** How many runs of a job are points: how many there are in all depends on the threads. */
  private static final int POINTS = 2;

  private JobPrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("jobs that run once", JobPrograms::once);
    all.put("every", run -> recurring(run, s -> (task, o) -> s.every(SECOND, task, o)));
    all.put("interspaced", run -> recurring(run, s -> (task, o) -> s.interspaced(SECOND, task, o)));
    all.put("at each", run -> recurring(run, s -> (task, o) -> atEach(run, s, task, o)));
    all.put("jobs on an executor", JobPrograms::onExecutor);
    all.put("jobs that are held up", JobPrograms::heldUp);
  }

  /** Makes a job of some kind. */
  private interface Maker {
    Job make(VoidBody<?> task, JobOptions options);
  }

  private static Job atEach(Run run, Scheduler scheduler, VoidBody<?> task, JobOptions options) {
    return scheduler.atEach(
        moment -> {
          run.at(Place.JOB_TIMES, "of atEach");
          return moment.plus(SECOND);
        },
        task,
        options.missed(Missed.ONCE));
  }

  private static Scheduler scheduler(Run run, UserClock clock) {
    run.runtime(builder -> builder.clock(clock));
    return run.made("a scheduler", () -> Scheduler.on(run.runtime()));
  }

  private static void once(Run run) {
    UserClock clock = new UserClock(run);
    Scheduler scheduler = scheduler(run, clock);
    List<Errand> given = new ArrayList<>();
    giveOnce(run, given, "after", task -> scheduler.after(SECOND, task));
    giveOnce(run, given, "at", task -> scheduler.at(clock.now().plus(SECOND), task));
    giveOnce(
        run,
        given,
        "after, with options",
        task -> scheduler.after(SECOND, task, Scheduler.options()));
    giveOnce(
        run,
        given,
        "at, with options",
        task -> scheduler.at(clock.now().plus(SECOND), task, Scheduler.options()));
    giveOnce(run, given, "now", task -> scheduler.after(Duration.ZERO, task));
    clock.advance(SECOND);
    clock.advance(LONG);
    for (Errand errand : given) {
      run.await("job " + errand, errand::hasBegun);
    }
    run.step("stopped", () -> run.check(scheduler.after(SECOND, () -> {}).stop(), "stopped"));
    run.step("dropped", () -> run.give("dropped", run, e -> dropped(run, scheduler, e)));
    run.close(scheduler);
  }

  private static void giveOnce(
      Run run, List<Errand> given, String name, Function<VoidBody<?>, Job> maker) {
    run.step(
        name,
        () ->
            given.add(
                run.give(
                    name,
                    run,
                    errand -> errand.ownedBy(maker.apply(() -> run.begin(errand, Place.JOB))))));
  }

  /** Its time does not come before the close. */
  private static void dropped(Run run, Scheduler scheduler, Errand errand) {
    scheduler.after(LONG.multipliedBy(100), () -> run.begin(errand, Place.JOB));
    errand.callOff();
  }

  private static VoidBody<RuntimeException> counting(Run run, AtomicInteger runs) {
    return () -> {
      if (runs.incrementAndGet() <= POINTS) {
        run.at(Place.JOB, "recurring");
      }
    };
  }

  private static void recurring(Run run, Function<Scheduler, Maker> kind) {
    UserClock clock = new UserClock(run);
    Scheduler scheduler = scheduler(run, clock);
    Maker maker = kind.apply(scheduler);
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    List<AtomicInteger> going = new ArrayList<>();
    run.step(
        "job",
        () -> {
          maker.make(counting(run, runs), handled(run, runs));
          going.add(runs);
        });
    run.step(
        "failing",
        () -> {
          maker.make(() -> fail(failures), handled(run, failures));
          going.add(failures);
        });
    for (int i = 0; i < 3; i++) {
      going.forEach(count -> awaitAnother(run, clock, count));
    }
    run.close(scheduler);
  }

  private static JobOptions handled(Run run, AtomicInteger failures) {
    return Scheduler.options()
        .errorHandler(
            thrown -> {
              run.caught("job", thrown);
              if (thrown instanceof Planned && failures.get() <= POINTS) {
                run.at(Place.JOB_ERROR_HANDLER, "of recurring");
              }
            });
  }

  private static void fail(AtomicInteger failures) {
    failures.incrementAndGet();
    throw new Planned();
  }

  /** Whatever has happened, the job goes on. */
  private static void awaitAnother(Run run, UserClock clock, AtomicInteger runs) {
    int before = runs.get();
    clock.advance(LONG);
    run.await(
        "another run",
        () -> {
          clock.advance(SECOND);
          return runs.get() > before;
        });
  }

  private static void onExecutor(Run run) {
    UserClock clock = new UserClock(run);
    UserExecutor executor = new UserExecutor(run, "of jobs", true);
    run.runtime(builder -> builder.clock(clock).sendOffExecutor(executor));
    Scheduler scheduler = run.made("a scheduler", () -> Scheduler.on(run.runtime()));
    List<Errand> given = new ArrayList<>();
    AtomicInteger runs = new AtomicInteger();
    giveOnce(run, given, "once", task -> scheduler.after(Duration.ZERO, task));
    if (run.step("every", () -> scheduler.every(SECOND, counting(run, runs)))) {
      awaitAnother(run, clock, runs);
      awaitAnother(run, clock, runs);
    }
    AtomicInteger others = new AtomicInteger();
    if (run.step("interspaced", () -> scheduler.interspaced(SECOND, counting(run, others)))) {
      awaitAnother(run, clock, others);
      awaitAnother(run, clock, others);
    }
    run.close(scheduler);
  }

  private static void heldUp(Run run) {
    UserClock clock = new UserClock(run);
    Scheduler scheduler = scheduler(run, clock);
    AtomicInteger runs = new AtomicInteger();
    List<Job> jobs = new ArrayList<>();
    JobOptions options = Scheduler.options().overlap(Overlap.QUEUE).missed(Missed.ALL);
    run.step("job", () -> jobs.add(scheduler.every(SECOND, counting(run, runs), options)));
    for (Job job : jobs) {
      run.step("pause", job::pause);
      run.step("run now", job::runNow);
      run.step("resume", job::resume);
      run.step("resume again", job::resume);
      for (int i = 0; i < POINTS; i++) {
        awaitAnother(run, clock, runs);
      }
      run.step("stop", job::stop);
    }
    run.close(scheduler);
  }
}
