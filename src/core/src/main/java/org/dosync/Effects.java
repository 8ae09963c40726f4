package org.dosync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for the outcome of a try: whatever a transaction must not do itself. */
final class Effects {

  private final List<Runnable> onCommit = new ArrayList<>();
  private final List<Runnable> onAbort = new ArrayList<>();

  /** Where deliveries are known until this has ended; null if there are none. */
  private Current.@Nullable Slot slot;

  /** Of a transaction that is set aside for this one, or ends with it. */
  private @Nullable Effects below;

  void onCommit(Runnable effect) {
    onCommit.add(effect);
  }

  void onAbort(Runnable effect) {
    onAbort.add(effect);
  }

  /** At the commit, and on this thread. */
  void deliver(Promise.AtCommit delivery, Current.Slot here) {
    onCommit.add(delivery);
    if (slot == null) {
      slot = here;
      below = here.delivering;
      here.delivering = this;
    }
  }

  /** Whether a transaction of the thread, of which it may be the hooks that run, delivers that. */
  static boolean delivers(Promise<?> promise, Current.Slot slot) {
    for (Effects each = slot.delivering; each != null; each = each.below) {
      if (each.delivers(promise)) {
        return true;
      }
    }
    return false;
  }

  private boolean delivers(Promise<?> promise) {
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
    ended();
  }

  /** Newest first, as resources are released. */
  void aborted(TransactionOptions transaction) {
    undoTo(0, 0, transaction);
    ended();
  }

  /** If it does not come to that, {@link TransactionRunner} does it. */
  private void ended() {
    if (slot != null) {
      slot.delivering = below;
    }
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
