package org.dosync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.CloseReport.Left;
import org.jspecify.annotations.Nullable;

/** Futures that succeed together or fail together: the first failure cancels the others. */
final class FanOut<T extends @Nullable Object> extends Computed<List<T>> {

  private final List<Part<T>> parts = new ArrayList<>();
  private final AtomicInteger left;
  private final AtomicReference<@Nullable Part<T>> failed = new AtomicReference<>(); // first

  /** Whether what follows may run right now, on the thread of the last part. */
  private volatile boolean delivering;

  FanOut(DosyncRuntime runtime, List<? extends Callable<? extends T>> bodies) {
    super(runtime);
    this.left = new AtomicInteger(bodies.size());
    for (Callable<? extends T> body : bodies) {
      parts.add(new Part<>(runtime, body, this));
    }
    if (bodies.isEmpty()) {
      finish();
    }
  }

  /** One of the futures. */
  static final class Part<T extends @Nullable Object> extends Task<T> {
    private final FanOut<T> whole;

    Part(DosyncRuntime runtime, Callable<? extends T> body, FanOut<T> whole) {
      super(runtime, body);
      this.whole = whole;
      asked();
    }

    @Override
    void onEnd() {
      whole.ended(this);
    }

    @Override
    @Nullable Left leftAtEnd() {
      return whole.delivering ? new Left(whole, true, 0) : null;
    }
  }

  List<? extends Task<T>> parts() {
    return parts;
  }

  /** Those that have not ended: a wait for all is a wait for each. */
  @Override
  List<Activity> knownProducers() {
    return parts.stream().filter(part -> !part.isDone()).map(Activity.class::cast).toList();
  }

  private void ended(Part<T> part) {
    if (part.failure() != null && failed.compareAndSet(null, part) && !runtime().isTerminated()) {
      cancelParts(); // a runtime that is closed asks each part itself what is left of it
    }
    if (left.decrementAndGet() == 0) {
      finish();
    }
  }

  private void finish() {
    delivering = true;
    try {
      conclude();
    } catch (Throwable thrown) { // who waits would wait for ever
      failOrTell(thrown, parts.get(0).origin());
    } finally {
      delivering = false;
    }
    runtime().delivered(this);
  }

  private void conclude() {
    Part<T> first = failed.get();
    Throwable thrown = first == null ? null : first.failure();
    if (first == null || thrown == null) {
      complete(values());
    } else {
      failOrTell(thrown, first.origin());
    }
  }

  private List<T> values() {
    List<T> values = new ArrayList<>(parts.size());
    for (Part<T> part : parts) {
      values.add(part.join());
    }
    return Collections.unmodifiableList(values);
  }

  private void cancelParts() {
    for (Part<T> part : parts) {
      part.cancel(true);
    }
  }

  /** Cancels them all; those that run are interrupted in any case. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean won = !isDone() && super.cancel(mayInterruptIfRunning);
    if (won) {
      cancelParts();
    }
    return won;
  }
}
