package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed when it is first asked for, once, by whoever asks first: Clojure's
 * {@code delay}. All others wait for it. If the body throws, the same throwable is thrown to
 * everyone who asks, each time. Two delays that ask for each other on two threads wait for ever.
 *
 * <p>Safe for use by any number of threads. Semantics of Clojure 1.12 with these deviations: the
 * body runs outside any transaction, also when it is forced inside one, because everybody gets its
 * value and must not get what an aborted try computed; a body that asks for its own value gets
 * {@link DosyncException} (Clojure runs the body again inside itself).
 *
 * @param <T> the type of the value
 */
public final class Delay<T extends @Nullable Object> implements Pending<T> {

  /** What came out of the body: one of the two. */
  private record Outcome(@Nullable Object value, @Nullable Throwable thrown) {}

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Supplier<? extends T> body;
  private volatile @Nullable Outcome outcome;

  private Delay(Supplier<? extends T> body) {
    this.body = requireNonNull(body, "body");
  }

  /**
   * Makes a delay: Clojure's {@code (delay body)}.
   *
   * @param body computes the value; runs at most once, on the thread that asks first, outside any
   *     transaction. It may have side effects and may block.
   * @param <T> the type of the value
   * @return a new delay, not realized
   */
  public static <T extends @Nullable Object> Delay<T> of(Supplier<? extends T> body) {
    return new Delay<>(body);
  }

  /**
   * The value: Clojure's {@code force}. Runs the body if nobody has; waits, without regard to
   * interrupts, while another thread runs it.
   *
   * @return the value
   * @throws DosyncException if the body asks for its own value
   */
  @Override
  public T deref() {
    if (outcome == null) {
      lock.lock();
      realize();
    }
    return result();
  }

  /**
   * The value, or {@code fallback} if another thread is still computing it after {@code timeout}. A
   * thread that comes first computes it itself, however long that takes.
   */
  @Override
  public T deref(Duration timeout, T fallback) {
    requireNonNull(timeout, "timeout");
    if (outcome == null) {
      if (!lockWithin(timeout)) {
        return fallback;
      }
      realize();
    }
    return result();
  }

  @Override
  public boolean isRealized() {
    return outcome != null;
  }

  private boolean lockWithin(Duration timeout) {
    try {
      return lock.tryLock()
          || lock.tryLock(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException("Interrupted while waiting for the value of " + this);
    }
  }

  private void realize() {
    try {
      if (lock.getHoldCount() > 1) {
        throw new DosyncException("The body of " + this + " asked for its own value");
      }
      if (outcome == null) {
        outcome = run(requireNonNull(body));
        body = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private static Outcome run(Supplier<?> body) {
    try {
      return new Outcome(TransactionRunner.outside(Current.slot(), body::get), null);
    } catch (Throwable thrown) {
      return new Outcome(null, thrown);
    }
  }

  @SuppressWarnings("unchecked")
  private T result() {
    Outcome done = requireNonNull(outcome);
    if (done.thrown() != null) {
      throw Unchecked.rethrow(done.thrown());
    }
    return (T) done.value();
  }

  /** For example {@code #<Delay@15c313da: pending>}, or with its value or failure. */
  @Override
  public String toString() {
    Outcome done = outcome;
    Object shown = done == null ? "pending" : done.thrown() == null ? done.value() : done.thrown();
    return "#<Delay@"
        + Integer.toHexString(System.identityHashCode(this))
        + ": "
        + Text.of(shown)
        + ">";
  }
}
