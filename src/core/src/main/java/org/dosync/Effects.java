package org.dosync;

import java.util.ArrayList;
import java.util.List;

/** What waits for the outcome of a try: whatever a transaction must not do itself. */
final class Effects {

  private final List<Runnable> onCommit = new ArrayList<>();
  private final List<Runnable> onAbort = new ArrayList<>();

  void onCommit(Runnable effect) {
    onCommit.add(effect);
  }

  void onAbort(Runnable effect) {
    onAbort.add(effect);
  }

  /** Whether one of them at the commit delivers that promise. */
  boolean deliver(Promise<?> promise) {
    return onCommit.stream()
        .anyMatch(effect -> effect instanceof Promise.AtCommit at && at.promise() == promise);
  }

  int commitCount() {
    return onCommit.size();
  }

  int abortCount() {
    return onAbort.size();
  }

  List<Runnable> heldOnCommit() {
    return List.copyOf(onCommit);
  }

  List<Runnable> heldOnAbort() {
    return List.copyOf(onAbort);
  }

  /** In the order they were added. */
  void committed(TransactionOptions transaction) {
    for (Runnable effect : onCommit) {
      run("onCommit hook", transaction, effect);
    }
  }

  /** Newest first, as resources are released. */
  void aborted(TransactionOptions transaction) {
    undoTo(0, 0, transaction);
  }

  /** Drops what came after the given counts, as if that part of the transaction had aborted. */
  void undoTo(int commits, int aborts, TransactionOptions transaction) {
    onCommit.subList(commits, onCommit.size()).clear();
    while (onAbort.size() > aborts) {
      run("onAbort hook", transaction, onAbort.remove(onAbort.size() - 1));
    }
  }

  private static void run(String what, TransactionOptions transaction, Runnable effect) {
    try {
      effect.run();
    } catch (Throwable thrown) {
      Failures.report(what + " of transaction " + transaction.label(), null, thrown);
    }
  }
}
