package org.dosync.faults;

import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Promise;

/**
 * Something that a program has given away to be done: an action, a future, a run of a job, a hook.
 * It is done once, or somebody is told why not.
 */
final class Errand {

  private final String name;
  private final AtomicInteger begun = new AtomicInteger();
  private volatile Object owner;
  private volatile boolean calledOff;
  private volatile Promise<?> promise;

  Errand(String name, Object owner) {
    this.name = name;
    this.owner = owner;
  }

  /** First in the function itself. */
  void begin() {
    begun.incrementAndGet();
  }

  /** It was refused, or the transaction that has given it away did not commit. */
  void callOff() {
    calledOff = true;
  }

  /** Whoever gave it away has this to ask. */
  <P extends Promise<?>> P promised(P newPromise) {
    promise = newPromise;
    return newPromise;
  }

  Promise<?> promise() {
    return promise;
  }

  /** To whom it was given, if that is known afterwards only. */
  <O> O ownedBy(O newOwner) {
    owner = newOwner;
    return newOwner;
  }

  /** To whom it was given: the {@code source} of what is told about it. */
  Object owner() {
    return owner;
  }

  boolean hasBegun() {
    return begun.get() > 0;
  }

  /** What is wrong with it by itself; null if nothing. */
  String wrong() {
    if (begun.get() > 1) {
      return "was done " + begun + " times: " + name;
    } else if (calledOff && hasBegun()) {
      return "was done though it was called off: " + name;
    }
    return promise != null && !calledOff && !promise.isDone() ? "has no end: " + name : null;
  }

  /** Whether somebody has to be told why it was not done, and there is no promise that says so. */
  boolean isMissing() {
    return !calledOff
        && !hasBegun()
        && (promise == null || !promise.isDone() || !promise.isCompletedExceptionally());
  }

  @Override
  public String toString() {
    return name;
  }
}
