package org.dosync.histories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One try of a transaction: what it read and wrote, when, and how it ended. */
final class Try {

  enum Kind {
    SERIALIZABLE,
    SNAPSHOT,
    READ_ONLY,
    /** A read outside of transactions. */
    SINGLE_READ
  }

  record Read(Cell cell, boolean ensured) {}

  /** What it had written at some moment, to go back to. */
  record Mark(Map<Integer, Cell> own, Set<Integer> commuted) {}

  private final String name;
  private final Kind kind;
  private final int attempt;
  private final long began;
  private final List<Read> reads = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private final List<Object> story = new ArrayList<>();

  private Map<Integer, Cell> own = new HashMap<>();

  /** Refs with commutes that wait for the commit. */
  private Set<Integer> commuted = new HashSet<>();

  private final Map<Integer, Cell> newestOfCommute = new HashMap<>();
  private final Map<Integer, Cell> seen = new HashMap<>();
  private int made;
  private boolean doomed;
  private boolean committed;
  private long ended = -1;

  /**
   * @param attempt 1 for the first try of its transaction
   * @param began the number of the last try that had ended when this one began
   */
  Try(String name, Kind kind, int attempt, long began) {
    this.name = name;
    this.kind = kind;
    this.attempt = attempt;
    this.began = began;
  }

  /** The one that made the first values. */
  static Try initial() {
    Try initial = new Try("init", Kind.SERIALIZABLE, 1, -1);
    initial.end(true, 0);
    return initial;
  }

  // ---- while it runs

  void read(Cell cell) {
    note(cell, false);
  }

  void ensured(Cell cell) {
    note(cell, true);
  }

  private void note(Cell cell, boolean ensured) {
    story.add(ensured ? "ensure" : "read");
    story.add(cell);
    settle(cell.ref);
    Cell mine = own.get(cell.ref);
    if (mine == null) {
      reads.add(new Read(cell, ensured));
      seen.put(cell.ref, cell);
    } else if (mine != cell) {
      mistakes.add(name + " has read " + cell + " where it had written " + mine);
    }
  }

  /** A commute that was read is an alter from there on. */
  private void settle(int ref) {
    if (commuted.remove(ref)) {
      Cell cell = newestOfCommute.get(ref);
      own.put(ref, cell);
      if (cell.replaced() != null) {
        reads.add(new Read(cell.replaced(), false));
      }
    }
  }

  /** A value made from another, not written yet. */
  Cell make(int ref, Cell before) {
    made++;
    return new Cell(this, ref, made, before);
  }

  /** A value for a mere {@code set}. */
  Cell makeFresh(int ref) {
    Cell mine = own.get(ref);
    return make(ref, mine == null ? seen.get(ref) : mine);
  }

  Cell makeInCommute(int ref, Cell before) {
    Cell cell = make(ref, before);
    newestOfCommute.put(ref, cell);
    return cell;
  }

  void wrote(Cell cell) {
    story.add("write");
    story.add(cell);
    own.put(cell.ref, cell);
  }

  void commuted(int ref) {
    story.add("commute x" + ref);
    if (own.containsKey(ref)) {
      own.put(ref, newestOfCommute.get(ref));
    } else {
      commuted.add(ref);
    }
  }

  boolean hasCommuted(int ref) {
    return commuted.contains(ref);
  }

  Mark mark() {
    return new Mark(new HashMap<>(own), new HashSet<>(commuted));
  }

  void undo(Mark mark) {
    story.add("undo");
    own = new HashMap<>(mark.own);
    commuted = new HashSet<>(mark.commuted);
  }

  /** The body was told to end, and did not. */
  void wentOnThoughDoomed() {
    story.add("goes on though it is lost");
    doomed = true;
  }

  void end(boolean hasCommitted, long number) {
    committed = hasCommitted;
    ended = number;
    if (committed) {
      commuted.forEach(ref -> own.put(ref, newestOfCommute.get(ref)));
    }
  }

  // ---- once it has ended

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  int attempt() {
    return attempt;
  }

  long began() {
    return began;
  }

  long ended() {
    return ended;
  }

  boolean isCommitted() {
    return committed;
  }

  boolean isDoomed() {
    return doomed;
  }

  List<Read> reads() {
    return reads;
  }

  List<String> mistakes() {
    return mistakes;
  }

  /** What is there once it has committed, by ref. */
  Map<Integer, Cell> writes() {
    return committed ? own : Map.of();
  }

  /** Whether the ref was changed on its newest value, and not on the one that the body saw. */
  boolean wroteByCommute(int ref) {
    return commuted.contains(ref);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    text.append(" (").append(kind).append(", try ").append(attempt);
    text.append(committed ? ", committed" : ", did not commit").append("):");
    for (Object each : story) {
      text.append(each instanceof Cell ? " " : "; ").append(each);
    }
    commuted.forEach(ref -> text.append("; commute gave ").append(newestOfCommute.get(ref)));
    return text.toString().replace(":;", ":");
  }
}
