package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dosync.testing.Observation;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction is to run. Immutable: each method returns a changed copy, so that one can be
 * kept and used often.
 *
 * <pre>{@code
 * static final TransactionOptions BOOKING =
 *     Transaction.options().name("booking").timeout(Duration.ofSeconds(2));
 *
 * BOOKING.dosync(() -> ...);
 * }</pre>
 *
 * <p>The options of a transaction that joins another one do not apply, but for its propagation: it
 * is part of the other.
 */
public final class TransactionOptions {

  static final TransactionOptions DEFAULT =
      new TransactionOptions(
          null, Isolation.SERIALIZABLE, false, 10_000, null, Propagation.REQUIRED);

  static final long NO_TIMEOUT = Long.MAX_VALUE;

  private final @Nullable String name;
  private final Isolation isolation;
  private final boolean readOnly;
  private final int maxRetries;
  private final @Nullable Duration timeout;
  private final Propagation propagation;
  private final boolean logsReads;
  private final long timeoutNanos;

  private TransactionOptions(
      @Nullable String name,
      Isolation isolation,
      boolean readOnly,
      int maxRetries,
      @Nullable Duration timeout,
      Propagation propagation) {
    this.name = name;
    this.isolation = isolation;
    this.readOnly = readOnly;
    this.maxRetries = maxRetries;
    this.timeout = timeout;
    this.propagation = propagation;
    this.timeoutNanos = timeout == null ? NO_TIMEOUT : TimeUnit.NANOSECONDS.convert(timeout);
    this.logsReads = isolation == Isolation.SERIALIZABLE && !readOnly;
  }

  /**
   * Names the transaction, for messages and tools. No name by default.
   *
   * @param newName the name
   * @return a changed copy
   */
  public TransactionOptions name(String newName) {
    requireNonNull(newName, "name");
    return new TransactionOptions(newName, isolation, readOnly, maxRetries, timeout, propagation);
  }

  /**
   * How the transaction is kept apart from others: {@link Isolation#SERIALIZABLE} by default.
   *
   * @param newIsolation the isolation
   * @return a changed copy
   */
  public TransactionOptions isolation(Isolation newIsolation) {
    requireNonNull(newIsolation, "isolation");
    return new TransactionOptions(name, newIsolation, readOnly, maxRetries, timeout, propagation);
  }

  /**
   * Whether the transaction only reads: false by default. One that does keeps no record of its
   * reads and is restarted at most once, however long it runs beside writers, unless it asks {@link
   * Ref#asOf} about a moment after its beginning; a change of a ref in it is refused with {@link
   * DosyncException}.
   *
   * @param newReadOnly whether it only reads
   * @return a changed copy
   */
  public TransactionOptions readOnly(boolean newReadOnly) {
    return new TransactionOptions(name, isolation, newReadOnly, maxRetries, timeout, propagation);
  }

  /**
   * How many tries may be lost to other transactions before {@link RetryLimitException}: 10,000 by
   * default, as in Clojure. Waits after {@link Transaction#retry()} do not count, nor do restarts
   * that the engine makes for itself.
   *
   * @param newMaxRetries zero (one try must do) or more
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public TransactionOptions maxRetries(int newMaxRetries) {
    if (newMaxRetries < 0) {
      throw new IllegalArgumentException("maxRetries must be 0 or more, not " + newMaxRetries);
    }
    return new TransactionOptions(name, isolation, readOnly, newMaxRetries, timeout, propagation);
  }

  /**
   * How long the transaction may take, with all its tries and waits, before {@link
   * TransactionTimeoutException}: no limit by default. Looked at between tries and in waits; a
   * running body is not stopped, and a try that can commit does.
   *
   * @param newTimeout more than zero
   * @return a changed copy
   * @throws IllegalArgumentException if it is zero or negative
   */
  public TransactionOptions timeout(Duration newTimeout) {
    requireNonNull(newTimeout, "timeout");
    if (newTimeout.isZero() || newTimeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be more than zero, not " + newTimeout);
    }
    return new TransactionOptions(name, isolation, readOnly, maxRetries, newTimeout, propagation);
  }

  /**
   * What to do when a transaction is running already, and when none is: {@link
   * Propagation#REQUIRED} by default.
   *
   * @param newPropagation the propagation
   * @return a changed copy
   */
  public TransactionOptions propagation(Propagation newPropagation) {
    requireNonNull(newPropagation, "propagation");
    return new TransactionOptions(name, isolation, readOnly, maxRetries, timeout, newPropagation);
  }

  /**
   * Runs a body under these options; see {@link Transaction#dosync(Body)}.
   *
   * @param body runs at least once, on this thread
   * @param <T> the type of the result
   * @param <X> what the body may throw
   * @return what the body returned in the try that committed
   * @throws X what the body threw; all its changes are undone
   */
  public <T extends @Nullable Object, X extends Throwable> T dosync(Body<T, X> body) throws X {
    requireNonNull(body, "body");
    Current.Slot slot = Current.slot();
    Attempt running = slot.attempt;
    if (running == null && propagation == Propagation.REQUIRED) {
      return run(slot, body);
    }
    return propagate(slot, running, body);
  }

  private <T extends @Nullable Object, X extends Throwable> T run(
      Current.Slot slot, Body<T, X> body) throws X {
    return Observation.isPossible()
        ? Observed.run(this, slot, body)
        : TransactionRunner.run(this, slot, body);
  }

  private <T extends @Nullable Object, X extends Throwable> T propagate(
      Current.Slot slot, @Nullable Attempt running, Body<T, X> body) throws X {
    return switch (propagation) {
      case REQUIRED -> join(running, body);
      case REQUIRES_NEW -> run(slot, body);
      case MANDATORY -> join(running, body);
      case SUPPORTS -> running == null ? body.run() : join(running, body);
      case NOT_SUPPORTED -> TransactionRunner.outside(slot, body);
      case NEVER -> {
        refuse(running);
        yield body.run();
      }
    };
  }

  private <T extends @Nullable Object, X extends Throwable> T join(
      @Nullable Attempt running, Body<T, X> body) throws X {
    if (running == null) {
      throw new NoTransactionException("transaction " + label() + ", of propagation MANDATORY,");
    }
    return running.nested(body);
  }

  private void refuse(@Nullable Attempt running) {
    if (running != null) {
      throw new DosyncException(
          "Transaction "
              + label()
              + ", of propagation NEVER, was called in transaction "
              + running.options().label()
              + ": call it outside");
    }
  }

  /**
   * Runs a body without a result under these options; see {@link Transaction#dosync(Body)}.
   *
   * @param body runs at least once, on this thread
   * @param <X> what the body may throw
   * @throws X what the body threw; all its changes are undone
   */
  public <X extends Throwable> void dosync(VoidBody<X> body) throws X {
    requireNonNull(body, "body");
    dosync(new WithoutResult<>(body));
  }

  /**
   * The name.
   *
   * @return the name, or null
   */
  public @Nullable String name() {
    return name;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  boolean isSnapshot() {
    return isolation == Isolation.SNAPSHOT;
  }

  /** Whether the commit has to know what was read. */
  boolean logsReads() {
    return logsReads;
  }

  int maxRetries() {
    return maxRetries;
  }

  /** Null exactly if {@link #timeoutNanos()} is {@link #NO_TIMEOUT}. */
  @Nullable Duration timeout() {
    return timeout;
  }

  /** On its own, because the fast path must not touch a class that is seldom loaded. */
  long timeoutNanos() {
    return timeoutNanos;
  }

  String label() {
    return name == null ? "(unnamed)" : "\"" + name + "\"";
  }
}
