package org.dosync.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dosync.Failure;
import org.dosync.testing.Observer;
import org.dosync.testing.Tries;
import org.jspecify.annotations.Nullable;

/** One test: its transactions run again, and what should not have been is collected. */
final class Rehearsal implements Observer {

  private final ManualClock manualClock;
  private volatile boolean hasClock;
  private volatile int retries;
  private boolean begun;

  /**
   * Whether a thread looks at what a transaction uses; transactions that it runs by that are not.
   */
  private final ThreadLocal<Boolean> looks = ThreadLocal.withInitial(() -> false);

  /** The first text for each thing found; by transaction, in the order in which they came. */
  private final Map<String, Map<String, String>> findings = new LinkedHashMap<>();

  private final List<Failure> failures = new ArrayList<>();

  final Counts tries = new Counts();
  final Counts commits = new Counts();
  final Counts aborts = new Counts();
  final Counts sends = new Counts();
  final Counts runs = new Counts();

  /** How many tries of which transaction are still to be lost. */
  final Counts conflicts = new Counts();

  Rehearsal(ManualClock manualClock) {
    this.manualClock = manualClock;
  }

  /** Does what the annotation says: that of the instance, and then that of the test. */
  void follow(DosyncTest test) {
    if (test.retries() < 0) {
      throw new IllegalArgumentException("retries must be 0 or more, not " + test.retries());
    }
    retries = test.retries();
    hasClock = test.manualClock();
  }

  ManualClock manualClock() {
    return manualClock;
  }

  @Override
  public @Nullable ManualClock clock() {
    return hasClock ? manualClock : null;
  }

  void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  // ---- transactions

  @Override
  public @Nullable Tries begins(@Nullable String name, Object body) {
    return looks.get() ? null : new RepeatedTries(this, retries, name, body);
  }

  /** By users' code, as that of a collection that reads refs. */
  void look(Runnable look) {
    looks.set(true);
    try {
      look.run();
    } finally {
      looks.remove();
    }
  }

  synchronized void found(String transaction, String what, String text) {
    findings.computeIfAbsent(transaction, key -> new LinkedHashMap<>()).putIfAbsent(what, text);
  }

  // ---- agents and jobs

  @Override
  public void sent(String agent) {
    sends.add(agent, 1);
  }

  @Override
  public void ran(String name) {
    runs.add(name, 1);
  }

  // ---- failures

  @Override
  public synchronized void unread(Failure failure) {
    failures.add(failure);
  }

  synchronized List<Failure> takeFailures() {
    List<Failure> taken = List.copyOf(failures);
    failures.clear();
    return taken;
  }

  // ---- the end

  synchronized void failIfAnythingWasFound() {
    String text = textOfFindings() + textOfFailures();
    if (!text.isEmpty()) {
      AssertionError error = new AssertionError(text.substring(1));
      failures.forEach(failure -> error.addSuppressed(failure.cause()));
      throw error;
    }
  }

  private String textOfFindings() {
    return findings.isEmpty()
        ? ""
        : "\nA try that is given up must leave nothing behind, and the next must do the same:"
            + findings.entrySet().stream()
                .map(entry -> "\n" + entry.getKey() + lines(entry.getValue().values()))
                .collect(Collectors.joining())
            + "\nTo mend it: keep state in refs, take ids and times before the transaction, and"
            + " release by onAbort what a try has made.";
  }

  private String textOfFailures() {
    return failures.isEmpty()
        ? ""
        : "\nNobody has read what failed:"
            + lines(failures.stream().map(Rehearsal::text).toList())
            + "\nTo mend it: ask the future, set an error handler, or take it by Probe.failures().";
  }

  private static String text(Failure failure) {
    return failure.what()
        + (failure.source() == null ? "" : " of " + Shown.text(failure.source()))
        + (failure.sentFrom() == null ? "" : ", sent from " + failure.sentFrom())
        + ": "
        + failure.cause();
  }

  private static String lines(Iterable<String> texts) {
    StringBuilder lines = new StringBuilder();
    texts.forEach(text -> lines.append("\n  - ").append(text));
    return lines.toString();
  }
}
