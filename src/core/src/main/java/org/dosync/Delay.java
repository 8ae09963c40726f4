package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  // No call may be needed to say that the body has run: after a stack overflow in it a call would
  // overflow again. So its runner is a field, as in SpinLock, and those who wait look now and then.

  private static final VarHandle RUNNER = handle();

  /** How long those wait at most whom an overflow kept from being told. */
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final CountDownLatch ended = new CountDownLatch(1);

  /** Whose turn it is to run the body, or to see that it has run. */
  private volatile @Nullable Thread runner;

  private @Nullable Supplier<? extends T> body;
  private @Nullable T value;
  private @Nullable Throwable thrown;
  private volatile boolean realized;

  private Delay(Supplier<? extends T> body) {
    this.body = requireNonNull(body, "body");
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Delay.class, "runner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
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
    boolean interrupted = false;
    try {
      while (!realize()) {
        interrupted |= !nap(NAP_NANOS);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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
    return realize() || isRealizedWithin(TimeUnit.NANOSECONDS.convert(timeout))
        ? result()
        : fallback;
  }

  @Override
  public boolean isRealized() {
    return realized;
  }

  private boolean isRealizedWithin(long nanos) {
    long began = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - began)) {
      if (!nap(Math.min(left, NAP_NANOS))) {
        Thread.currentThread().interrupt();
        throw new WaitInterruptedException("Interrupted while waiting for the value of " + this);
      }
      if (realize()) {
        return true;
      }
    }
    return false;
  }

  /** Waits for the runner. False, and the flag is cleared, if this thread is interrupted. */
  private boolean nap(long nanos) {
    try {
      ended.await(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Whether it is realized; runs the body unless another thread does. */
  private boolean realize() {
    return realized || realizeHere();
  }

  private boolean realizeHere() {
    Thread self = Thread.currentThread();
    if (runner == self) {
      throw new DosyncException(
          "The body of " + this + " asked for its own value: compute it without that");
    }
    try {
      if (RUNNER.compareAndSet(this, null, self) && !realized) {
        run();
      }
    } finally {
      if (runner == self) {
        runner = null;
      }
    }
    if (realized) {
      ended.countDown();
    }
    return realized;
  }

  /** At most once: no call comes after the body. */
  private void run() {
    try {
      value = TransactionRunner.outside(Current.slot(), requireNonNull(body)::get);
    } catch (Throwable fromBody) {
      thrown = fromBody;
    }
    body = null;
    realized = true;
  }

  @SuppressWarnings("NullAway") // a T, which may be null
  private T result() {
    if (thrown != null) {
      throw Unchecked.rethrow(thrown);
    }
    return value;
  }

  /** For example {@code #<Delay@15c313da: pending>}, or with its value or failure. */
  @Override
  public String toString() {
    Object shown = !realized ? "pending" : thrown == null ? value : thrown;
    return "#<Delay@"
        + Integer.toHexString(System.identityHashCode(this))
        + ": "
        + Text.of(shown)
        + ">";
  }
}
