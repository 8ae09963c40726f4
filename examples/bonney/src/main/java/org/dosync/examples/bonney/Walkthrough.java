package org.dosync.examples.bonney;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.dosync.Atom;
import org.dosync.DosyncRuntime;
import org.dosync.Job;
import org.dosync.Promise;
import org.dosync.Scheduler;

/** What at-at shows, step by step. */
final class Walkthrough {

  private final Scheduler pool;
  private final PrintStream out;

  Walkthrough(DosyncRuntime runtime, PrintStream out) {
    this.pool = Scheduler.on(runtime);
    this.out = out;
  }

  void run() {
    once();
    againAndAgain();
    plan();
    stop();
    kill();
    reset();
  }

  // tag::once[]
  private void once() {
    Promise<String> said = new Promise<>();

    pool.at(Instant.now().plusMillis(100), () -> said.deliver("hello from the past!"));

    out.println("at:           " + said.deref());
  }

  // end::once[]

  // tag::every[]
  private void againAndAgain() {
    Atom<Integer> count = Atom.of(4);
    Promise<String> liftOff = new Promise<>();

    Job countdown =
        pool.every(
            Duration.ofMillis(50),
            () -> {
              int left = count.swap(n -> n - 1);
              if (left > 0) {
                out.println("every:        " + left);
              } else {
                liftOff.deliver("lift-off!"); // to deliver it again does nothing
              }
            });

    out.println("every:        " + liftOff.deref());
    countdown.stop();
  }

  // end::every[]

  private void plan() {
    pool.after(Duration.ofHours(8), () -> {}, Scheduler.options().description("Wake me up"));
    pool.every(
        Duration.ofHours(1),
        () -> {},
        Scheduler.options().description("Strike the hour").initialDelay(Duration.ofMinutes(5)));
    pool.interspaced(
        Duration.ofMinutes(10),
        () -> {},
        Scheduler.options().description("Look at the sky").initialDelay(Duration.ofMinutes(1)));

    out.println("showSchedule:");
    out.println(pool.showSchedule());
  }

  private void stop() {
    long strike = 4;
    out.println("stop:         " + pool.stop(strike) + ", and once more " + pool.stop(strike));
  }

  // tag::kill[]
  private void kill() {
    Promise<String> asleep = new Promise<>();
    Promise<String> woken = new Promise<>();
    Job sleeper =
        pool.after(
            Duration.ZERO,
            () -> {
              asleep.deliver("zzz");
              try {
                new CountDownLatch(1).await(); // for ever
              } catch (InterruptedException e) {
                woken.deliver("the sleeper was woken");
              }
            });

    asleep.deref();
    sleeper.kill();

    out.println("kill:         " + woken.deref());
  }

  // end::kill[]

  private void reset() {
    pool.stopAndReset(Scheduler.StopStrategy.KILL);
    out.println("stopAndReset: " + pool.showSchedule());
  }
}
