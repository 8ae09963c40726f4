package org.dosync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
 * one that joins another is part of that. Whatever began after the start is counted when it ends,
 * and the lost tries of a transaction when they are lost. Of each kind of names at most 10,000 are
 * kept apart: what comes later is counted as {@code (others)}.
 *
 * <p>Safe for use by any number of threads. Several may run at a time, each with counts of its own.
 * No reference is held on to. The same happenings are events of Flight Recorder, where there is
 * one: {@code dosync.Transaction}, {@code dosync.Retry}, {@code dosync.AgentAction}, {@code
 * dosync.Job} and {@code dosync.SideEffect}. Clojure has no such thing.
 */
public final class Statistics implements AutoCloseable {

  private static final List<Statistics> NONE = List.of();

  private static final AtomicReference<List<Statistics>> RUNNING = new AtomicReference<>(NONE);

  private final Counts counts = new Counts();
  private final long began = System.nanoTime();

  /** Null until it is closed. */
  private volatile @Nullable Duration time;

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
    return counts.report(whole == null ? soFar() : whole);
  }

  /**
   * Prints a report of what Flight Recorder has written into a file: of the events of Dosync that
   * are in it.
   *
   * @param files the name of the file
   * @throws IOException if it can't be read
   */
  public static void main(String... files) throws IOException {
    if (files.length != 1) {
      System.err.println("Usage: java -cp dosync-core.jar org.dosync.Statistics recording.jfr");
      return;
    }
    System.out.print(FromRecording.read(Path.of(files[0])));
  }

  // ---- for those who tell

  static boolean isOn() {
    return RUNNING.get() != NONE;
  }

  /** What is a part of something that began at a time of {@link System#nanoTime}. */
  static void tell(long theirBegin, Consumer<Counts> news) {
    for (Statistics statistics : RUNNING.get()) {
      if (theirBegin - statistics.began >= 0) {
        news.accept(statistics.counts);
      }
    }
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
   * @param ref its name, or its kind, with what tells it from others: {@code salary@1b28cdfa}, as
   *     in its {@code toString}
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
