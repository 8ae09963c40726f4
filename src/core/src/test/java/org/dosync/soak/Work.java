package org.dosync.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Delay;
import org.dosync.History;
import org.dosync.Isolation;
import org.dosync.Job;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.dosync.soak.Load.Count;

/** A bit of everything that the library can do. */
final class Work {

  private static final int ACCOUNTS = 100;
  private static final int BALANCE = 1_000;
  private static final TransactionOptions READER = Transaction.options().readOnly(true);
  private static final TransactionOptions SNAPSHOT =
      READER.isolation(Isolation.SNAPSHOT).name("long reader");

  private final Load load;
  private final List<Ref<Integer>> accounts =
      IntStream.range(0, ACCOUNTS).mapToObj(i -> Ref.of(BALANCE)).toList();
  private final Ref<Long> commuted = Ref.of(0L);
  private final Ref<Integer> box = Ref.of(0);
  private final Ref<Long> past = Ref.builder(0L).history(History.keep(5)).build();
  private final Atom<Long> atom = Atom.builder(0L).validator(n -> n >= 0).build();
  private final Agent<Long> booked;
  private final Scheduler scheduler;
  private final Count transfers = new Count();
  private final Count commutes = new Count();
  private final Count boxes = new Count();
  private final Count facts = new Count();
  private final Count swaps = new Count();
  private final Count jobs = new Count();
  private final Count bookings = new Count();

  Work(Load load) {
    this.load = load;
    this.booked = Agent.builder(0L).runtime(load.runtime).build();
    this.scheduler = Scheduler.on(load.runtime);
    for (int i = 0; i < 2; i++) {
      SplittableRandom random = new SplittableRandom(i);
      load.add("transfers", turn -> transfer(random, turn));
      load.add("commutes", turn -> commute());
    }
    load.add("sums", turn -> sum(READER));
    load.add("long reads", turn -> sumSlowly());
    load.add("puts", turn -> put());
    load.add("takes", turn -> take());
    load.add("history", turn -> remember());
    load.add("watches", this::watch);
    load.add("futures", this::future);
    load.add("jobs", this::schedule);
    load.add("delays and promises", this::deliver);
  }

  /** One that does not wait for others; how often it was tried is counted. */
  private <T> T transact(TransactionOptions options, Supplier<T> body) {
    int[] tries = {0};
    T result =
        options.dosync(
            () -> {
              tries[0]++;
              return body.get();
            });
    load.tried(tries[0]);
    return result;
  }

  private void transact(Runnable body) {
    transact(
        Transaction.options(),
        () -> {
          body.run();
          return 0;
        });
  }

  /** Also tells an agent, after the commit. */
  private void transfer(SplittableRandom random, int turn) {
    Ref<Integer> from = accounts.get(random.nextInt(ACCOUNTS));
    Ref<Integer> to = accounts.get(random.nextInt(ACCOUNTS));
    transact(
        () -> {
          from.alter(n -> n - 1);
          to.alter(n -> n + 1);
          booked.send(n -> n + 1);
        });
    transfers.give();
    if (turn % 1_000 == 0) {
      Agent.await(booked);
    }
  }

  private void commute() {
    transact(() -> commuted.commute(n -> n + 1));
    commutes.give();
  }

  private void sum(TransactionOptions options) {
    int sum = transact(options, () -> accounts.stream().mapToInt(Ref::deref).sum());
    load.check(sum == ACCOUNTS * BALANCE, "the sum is " + sum);
  }

  private void sumSlowly() {
    int sum =
        transact(
            SNAPSHOT,
            () -> {
              int so = 0;
              for (Ref<Integer> account : accounts) {
                so += account.deref();
                Thread.yield();
              }
              return so;
            });
    load.check(sum == ACCOUNTS * BALANCE, "the slow sum is " + sum);
  }

  private void put() {
    boolean put =
        Transaction.dosync(
            () -> {
              Transaction.check(box.deref() < 10 || load.isOver());
              boolean room = box.deref() < 10;
              box.alter(n -> room ? n + 1 : n);
              return room;
            });
    if (put) {
      boxes.give();
    }
  }

  private void take() {
    boolean taken =
        Transaction.dosync(
            () -> {
              Transaction.check(box.deref() > 0 || load.isOver());
              boolean full = box.deref() > 0;
              box.alter(n -> full ? n - 1 : n);
              return full;
            });
    if (taken) {
      boxes.take();
    }
  }

  private void remember() {
    long now = transact(Transaction.options(), () -> past.alter(n -> n + 1));
    facts.give();
    load.check(past.asOf(Instant.now()) <= now, "the past is before the present");
  }

  private void watch(int turn) {
    Object key = turn;
    atom.addWatch(key, (k, reference, before, after) -> swaps.take());
    atom.swap(n -> n + 1);
    swaps.give();
    atom.removeWatch(key);
  }

  private void future(int turn) {
    if (turn % 2 == 0) {
      load.check(load.runtime.future(() -> turn).deref() == turn, "the future's value");
    } else {
      List<Integer> both = load.runtime.<Integer>all(List.of(() -> 1, () -> 2)).deref();
      load.check(both.equals(List.of(1, 2)), "the futures' values");
    }
  }

  private void schedule(int turn) {
    Promise<Integer> ran = new Promise<>();
    Job again = scheduler.every(Duration.ofMillis(1), jobs::give);
    scheduler.after(Duration.ZERO, () -> ran.deliver(turn));
    load.check(ran.deref() == turn, "the job's value");
    again.stop();
  }

  private void deliver(int turn) {
    Delay<Integer> delay = Delay.of(() -> turn);
    Promise<Integer> promise = new Promise<>();
    Promise<Integer> state = Agent.builder(0).runtime(load.runtime).build().submit(n -> turn);
    bookings.give();
    Transaction.dosync(() -> promise.deliver(delay.deref()));
    load.check(promise.deref() == turn && state.deref() == turn, "what was delivered");
  }

  /** Nothing waits, and a commit of each ref drops the versions that a reader has needed. */
  void trim() {
    Agent.await(booked);
    Transaction.dosync(
        () -> {
          accounts.forEach(account -> account.alter(n -> n));
          commuted.commute(n -> n);
          past.alter(n -> n);
          box.alter(n -> n);
        });
  }

  /** Nobody waits for a change any more. */
  void wakeUp() {
    Transaction.dosync(() -> box.alter(n -> n));
  }

  /** To be asked when all has ended. */
  void checkTotals() {
    sum(READER);
    same("transfers", booked.deref(), transfers.given());
    same("commutes", commuted.deref(), commutes.given());
    same("boxes", box.deref(), boxes.given() - boxes.taken());
    same("facts", past.deref(), facts.given());
    same("swaps", atom.deref(), swaps.given());
    same("watches", swaps.taken(), swaps.given());
  }

  private void same(String what, long found, long expected) {
    load.check(found == expected, what + ": " + found + " instead of " + expected);
  }

  @Override
  public String toString() {
    return transfers.given()
        + " transfers, "
        + commutes.given()
        + " commutes, "
        + boxes.given()
        + " handed over, "
        + facts.given()
        + " facts, "
        + swaps.given()
        + " swaps, "
        + jobs.given()
        + " runs, "
        + bookings.given()
        + " deliveries";
  }
}
