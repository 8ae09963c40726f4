package org.dosync;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what transactions, agents and jobs do in this process, by their names, from {@link #start}
 * to {@link #close}. As long as there is none, nothing is counted, and nothing paid for it.
 *
 * <pre>{@code
 * try (Statistics statistics = Statistics.start()) {
 *   ...
 *   System.out.println(statistics.report());
 * }
 * }</pre>
 *
 * <p>A transaction has the name of its options, or that of the class in which its body was written;
 * one that joins another is part of that. It is counted when it ends, if it began after the start;
 * its lost tries when they are lost. Of each kind of names at most 10,000 are kept apart: what comes
 * later is counted as {@code (others)}.
 *
 * <p>Safe for use by any number of threads. Several may run at a time, each with counts of its own.
 * No reference is held on to. The same happenings are events of Flight Recorder, where there is
 * one: {@code dosync.Transaction}, {@code dosync.Retry}, {@code dosync.AgentAction}, {@code
 * dosync.Job} and {@code dosync.SideEffect}. Clojure has no such thing.
 */
public final class Statistics implements AutoCloseable {

  private static final List<Statistics> NONE = List.of();

  private static final AtomicReference<List<Statistics>> RUNNING = new AtomicReference<>(NONE);

  private static final String OTHERS = "(others)";

  private final long began = System.nanoTime();

  /** Null until it is closed. */
  private volatile @Nullable Duration time;

  private final Tallies<String> transactions = new Tallies<>(OTHERS);
  private final Tallies<String> refs = new Tallies<>(OTHERS);
  private final Tallies<Pair> pairs = new Tallies<>(new Pair(OTHERS, OTHERS));
  private final Tallies<String> agents = new Tallies<>(OTHERS);
  private final Tallies<String> jobs = new Tallies<>(OTHERS);

  private record Pair(String loser, String winner) {}

  private Statistics() {}

  /**
   * Begins to count.
   *
   * @return what counts until it is closed
   */
  public static Statistics start() {
    Statistics statistics = new Statistics();
    RUNNING.updateAndGet(
        running -> Stream.concat(running.stream(), Stream.of(statistics)).toList());
    return statistics;
  }

  /**
   * Ends the counting. {@link #report} goes on to tell what was counted. Does nothing if it is
   * closed already.
   */
  @Override
  public void close() {
    if (RUNNING.getAndUpdate(this::without).contains(this)) {
      time = soFar();
    }
  }

  private List<Statistics> without(List<Statistics> running) {
    List<Statistics> others = running.stream().filter(other -> other != this).toList();
    return others.isEmpty() ? NONE : others;
  }

  private Duration soFar() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * What was counted so far; in a short moment of time if things go on meanwhile. May be called
   * often.
   *
   * @return a snapshot; its {@code toString} is a table to look at
   */
  public Report report() {
    Duration whole = time;
    return new Report(
        whole == null ? soFar() : whole,
        transactions.lines(Statistics::ofTransaction, comparing(Transactions::total).reversed()),
        refs.lines(
            (ref, tally) -> new Contended(ref, tally.lost.sum()),
            comparingLong(Contended::lost).reversed()),
        pairs.lines(
            (pair, tally) -> new Collision(pair.loser, pair.winner, tally.lost.sum()),
            comparingLong(Collision::lost).reversed()),
        agents.lines(Statistics::ofRuns, comparing(Runs::total).reversed()),
        jobs.lines(Statistics::ofRuns, comparing(Runs::total).reversed()));
  }

  private static Transactions ofTransaction(String name, Tally tally) {
    return new Transactions(
        name,
        tally.succeeded.sum(),
        tally.failed.sum(),
        tally.tries.sum(),
        tally.lost.sum(),
        tally.total(),
        tally.longest());
  }

  private static Runs ofRuns(String name, Tally tally) {
    long failures = tally.failed.sum();
    return new Runs(
        name, tally.succeeded.sum() + failures, failures, tally.total(), tally.longest());
  }

  // ---- for those who tell

  static boolean isOn() {
    return RUNNING.get() != NONE;
  }

  static void transactionEnded(String name, int tries, long began, @Nullable Throwable thrown) {
    for (Statistics statistics : RUNNING.get()) {
      Tally tally = statistics.transactions.of(name);
      tally.ended(began, thrown);
      tally.tries.add(tries);
    }
  }

  static void lost(String name, @Nullable String ref, @Nullable String winner) {
    for (Statistics statistics : RUNNING.get()) {
      statistics.transactions.of(name).lost.increment();
      if (ref != null) {
        statistics.refs.of(ref).lost.increment();
        statistics.pairs.of(new Pair(name, winner == null ? "(unknown)" : winner)).lost.increment();
      }
    }
  }

  static void agentRan(String name, long began, @Nullable Throwable thrown) {
    RUNNING.get().forEach(statistics -> statistics.agents.of(name).ended(began, thrown));
  }

  static void jobRan(String name, long began, @Nullable Throwable thrown) {
    RUNNING.get().forEach(statistics -> statistics.jobs.of(name).ended(began, thrown));
  }

  // ---- what is told

  /**
   * What was counted under all names. Lists begin with what took the most time, or was in the way
   * most often.
   *
   * @param time how long was counted
   * @param transactions a line for each name
   * @param refs the refs over which tries were lost
   * @param collisions the pairs of transactions of which one has lost a try to the other
   * @param agents a line for the agents of each name
   * @param jobs a line for the jobs of each description
   */
  public record Report(
      Duration time,
      List<Transactions> transactions,
      List<Contended> refs,
      List<Collision> collisions,
      List<Runs> agents,
      List<Runs> jobs) {

    /** A table of plain text, with the first twenty lines of each list. */
    @Override
    public String toString() {
      return StatisticsText.of(this);
    }
  }

  /**
   * The transactions of a name.
   *
   * @param name the name of the options, or the class in which the body was written
   * @param commits how many have committed
   * @param aborts how many have thrown something
   * @param tries how often their bodies ran
   * @param lost how many tries were lost to other transactions
   * @param total the time from the begin of their first tries to their ends
   * @param longest the longest of them
   */
  public record Transactions(
      String name,
      long commits,
      long aborts,
      long tries,
      long lost,
      Duration total,
      Duration longest) {}

  /**
   * The actions of the agents of a name, or the runs of the jobs of a description.
   *
   * @param name the name
   * @param runs how many there were
   * @param failures how many of them have thrown something
   * @param total the time that they took together
   * @param longest the longest of them
   */
  public record Runs(String name, long runs, long failures, Duration total, Duration longest) {}

  /**
   * A ref over which tries were lost.
   *
   * @param ref its name, or {@code Ref}, with what tells it from others: {@code salary@1b28cdfa},
   *     as in its {@code toString}
   * @param lost how many tries
   */
  public record Contended(String ref, long lost) {}

  /**
   * A transaction whose commits cost another one its tries.
   *
   * @param loser the name of the transaction that was tried again
   * @param winner the name of the one that has changed the ref, or held it; {@code (unknown)} if it
   *     was not counted, because it began before the start
   * @param lost how many tries
   */
  public record Collision(String loser, String winner, long lost) {}
}
