package org.dosync;

import static org.dosync.Race.expect;
import static org.dosync.Race.together;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Jobs, beside who changes them. Runs begin on the thread of the timetable. */
class SchedulerFray {

  private static final Executor HERE = Runnable::run;
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aJobThatIsPausedAndResumedAtOnceRunsOnce() {
    Schedules.explore(SchedulerFray::pauseBesideResume);
  }

  static void pauseBesideResume() {
    ManualClock clock = new ManualClock();
    DosyncRuntime runtime =
        DosyncRuntime.builder().clock(clock).sendExecutor(HERE).sendOffExecutor(HERE).build();
    Scheduler scheduler = Scheduler.on(runtime);
    AtomicInteger runs = new AtomicInteger();
    Promise<Integer> ran = new Promise<>();
    Job job = scheduler.after(HOUR, () -> ran.deliver(runs.incrementAndGet()));
    together(job::pause, job::resume);
    job.resume();
    clock.advance(HOUR);
    expect(ran.deref() == 1, ran);
    scheduler.close(HOUR);
    expect(runs.get() == 1, runs);
  }
}
