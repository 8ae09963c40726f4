package org.dosync.examples.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dosync.CloseReport;
import org.dosync.DosyncRuntime;
import org.dosync.Job;
import org.dosync.Overlap;
import org.dosync.RuntimeClosedException;
import org.dosync.Scheduler;

final class SchedulerWalkthrough implements Example {

  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Override
  public String title() {
    return "A scheduler, and a clock that is moved by hand: nobody sleeps here";
  }

  @Override
  public void run(Page page) throws Exception {
    // tag::moved[]
    HandMovedClock clock = new HandMovedClock();
    DosyncRuntime runtime = DosyncRuntime.builder().clock(clock).build();
    Scheduler scheduler = Scheduler.on(runtime);
    // end::moved[]
    page.note(scheduler.showSchedule());
    // tag::schedule[]
    Job hello =
        scheduler.after(
            Duration.ofSeconds(10),
            () -> say("hello from the past!"),
            Scheduler.options().description("Hello printer"));
    Job alive =
        scheduler.every(
            Duration.ofSeconds(5),
            () -> say("I am alive!"),
            Scheduler.options().description("Alive task").overlap(Overlap.QUEUE));
    // end::schedule[]
    page.show("at once", next(), "I am alive!");
    scheduler.showSchedule().lines().forEach(page::note);
    clock.advance(FIVE_SECONDS);
    page.show("5 s later", next(), "I am alive!");
    clock.advance(FIVE_SECONDS);
    page.require(
        Set.of(next(), next()).equals(Set.of("hello from the past!", "I am alive!")),
        "10 s later both have run");
    page.show("hello.isScheduled(), 10 s later", hello.isScheduled(), false);
    sleepAnHour(page, clock, alive);
    stop(page, scheduler, alive);
    throwAndGoOn(page, scheduler, clock);
    close(page, scheduler);
    runtime.close();
  }

  private void sleepAnHour(Page page, HandMovedClock clock, Job alive) throws Exception {
    long before = alive.runs();
    clock.advance(Duration.ofHours(1));
    next();
    page.show("runs after the machine slept an hour", alive.runs() - before, 1L);
    page.require(said.isEmpty(), "720 missed runs make no burst");
  }

  private void stop(Page page, Scheduler scheduler, Job alive) throws Exception {
    // tag::now[]
    alive.runNow(); // beside the schedule
    // end::now[]
    page.show("alive.runNow()", next(), "I am alive!");
    // tag::stop[]
    alive.pause(); // until alive.resume()
    boolean stopped = alive.stop(); // kill() would interrupt it, if it runs
    boolean again = scheduler.stop(alive.id());
    // end::stop[]
    page.show("alive.stop()", stopped, true);
    page.show("once more, by its number", again, false);
  }

  private void throwAndGoOn(Page page, Scheduler scheduler, HandMovedClock clock) throws Exception {
    // tag::error[]
    Job failing =
        scheduler.every(
            Duration.ofSeconds(5),
            () -> {
              throw new IOException("the disk is full");
            },
            Scheduler.options().overlap(Overlap.QUEUE).errorHandler(e -> say(e.getMessage())));
    // end::error[]
    page.show("a job that throws", next(), "the disk is full");
    clock.advance(FIVE_SECONDS);
    page.show("5 s later it runs again", next(), "the disk is full");
    page.require(failing.kill(), "and it can be killed");
  }

  private void close(Page page, Scheduler scheduler) {
    scheduler.after(Duration.ofDays(1), () -> say("tomorrow"));
    // tag::close[]
    CloseReport report = scheduler.close(Duration.ofSeconds(10));
    // end::close[]
    page.show("left of a job for tomorrow", report.toString(), "#<Job 4>: did not run");
    try {
      scheduler.after(Duration.ZERO, () -> say("too late"));
    } catch (RuntimeClosedException refused) {
      page.refused("scheduler.after(...), after the close", refused);
    }
    page.note(scheduler.showSchedule());
  }

  private void say(String text) {
    said.add(text);
  }

  private String next() throws InterruptedException {
    String next = said.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new BrokenPromiseException("a job did not run");
    }
    return next;
  }
}
