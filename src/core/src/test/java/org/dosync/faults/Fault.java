package org.dosync.faults;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.dosync.Agent;
import org.dosync.DosyncRuntime;
import org.dosync.RuntimeClosedException;

/** What may go wrong in users' code, once. */
enum Fault {
  RUNTIME_EXCEPTION(() -> new IllegalStateException("injected")),
  CHECKED(() -> new IOException("injected")),
  ERROR(() -> new AssertionError("injected")),
  OUT_OF_MEMORY(() -> new OutOfMemoryError("injected")),
  STACK_OVERFLOW(() -> new StackOverflowError("injected")),
  /** Thrown, as by a call that waits; the flag is not set. */
  INTERRUPTED_EXCEPTION(() -> new InterruptedException("injected")),
  /** The user's own: nobody has cancelled anything. */
  CANCELLATION(() -> new CancellationException("injected")),
  /** Of a runtime that has nothing to do with this one. */
  ANOTHER_IS_CLOSED(Fault::closedElsewhere),

  /** The thread is interrupted, and goes on. */
  INTERRUPT,
  /** Another thread closes the runtime, without waiting for anything. */
  CLOSE,

  // ---- of executors and contexts only
  /** Says nothing, and never runs the task. */
  FORGET(Place.EXECUTOR, Place.CONTEXT),
  TWICE(Place.EXECUTOR, Place.CONTEXT),
  /** Rejects the task, keeps it, and runs it in the end. */
  REJECT_AND_RUN(() -> new RejectedExecutionException("injected"), Place.EXECUTOR),

  // ---- of validators only
  REFUSE(Place.VALIDATOR),

  // ---- of clocks only
  FORWARD(Place.CLOCK, Place.HISTORY_CLOCK),
  BACK(Place.CLOCK, Place.HISTORY_CLOCK);

  private final Supplier<? extends Throwable> throwable;
  private final Set<Place> places;

  Fault(Place... places) {
    this(null, places);
  }

  Fault(Supplier<? extends Throwable> throwable, Place... places) {
    this.throwable = throwable;
    this.places = EnumSet.noneOf(Place.class);
    this.places.addAll(Set.of(places));
  }

  private static RuntimeClosedException closedElsewhere() {
    DosyncRuntime closed = DosyncRuntime.builder().name("another").build();
    closed.close();
    try {
      Agent.builder(0).runtime(closed).build().send(n -> n);
    } catch (RuntimeClosedException thrown) {
      return thrown;
    }
    throw new AssertionError("sent to a runtime that is closed");
  }

  boolean mayHappenAt(Place place) {
    return places.isEmpty() || places.contains(place);
  }

  /** For any place, or only for some. */
  boolean isGeneral() {
    return places.isEmpty();
  }

  /** A new one for each run; null if nothing is thrown. */
  Throwable throwable() {
    return throwable == null ? null : throwable.get();
  }
}
