package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that somebody will deliver: Clojure's {@code promise}. Also what {@link Futures#future}
 * returns, where a task delivers it, and {@link Agent#submit}, where an action does.
 *
 * <pre>{@code
 * Promise<Integer> guests = new Promise<>();
 * ...
 * guests.deliver(50);   // on one thread
 * guests.deref();       // on any other: waits, then 50
 * }</pre>
 *
 * <p>It is a {@link CompletableFuture} as well, with all that belongs to one: {@code thenApply},
 * {@code orTimeout}, {@code allOf}. The {@code ...Async} methods without an executor run on the
 * threads that futures run on; those of what {@code allOf}, {@code anyOf} and {@link
 * #minimalCompletionStage} return on the JDK's. Like {@link CompletableFuture#complete}, all that
 * belongs to a {@code CompletableFuture} takes place at once, also in a transaction. What follows a
 * promise runs on the thread that delivers it, or, as the JDK has it, on one that waits for it; on
 * that it is no part of the transaction or action that waits, so what it sends goes out at once and
 * {@link Agent#current} is null. To {@link Agent#await} it is on the thread of that action all the
 * same: a wait for that agent is refused.
 *
 * <p>What follows by an {@code ...Async} method without an executor is work of a {@link
 * DosyncRuntime}, as a future is, from the moment it is due: a close waits for it, or tells of it.
 * Due after the close it fails with {@link RuntimeClosedException}. Only one that was asked for in
 * a transaction is no such work, but that of the executor alone.
 *
 * <p>Safe for use by any number of threads. Semantics of Clojure 1.12 with these deviations: {@link
 * #deliver} says whether it won (Clojure returns the promise or nil); a promise can {@link #fail};
 * inside a transaction {@code deliver} and {@code fail} wait for its commit; {@link #deref} throws
 * {@link CompletionException} after a failure (Clojure: {@code ExecutionException}, which is
 * checked) and {@link WaitInterruptedException} when interrupted; a wait that could never end,
 * because what would deliver waits for the waiting thread, throws {@link DosyncException} where
 * that is known: for promises of futures and of agents' actions.
 *
 * @param <T> the type of the value
 */
public sealed class Promise<T extends @Nullable Object> extends CompletableFuture<T>
    implements Pending<T> permits Computed, Promise.Stage {

  private final @Nullable Activity producer;

  /** The transaction or action at whose end starts, or is sent, what delivers. */
  private volatile @Nullable Object heldBy;

  /** Makes a promise that nobody has delivered: Clojure's {@code (promise)}. */
  public Promise() {
    this(null);
  }

  Promise(@Nullable Activity producer) {
    this.producer = producer;
  }

  /** What {@link CompletableFuture}'s methods return. */
  static final class Stage<T extends @Nullable Object> extends Promise<T> {
    private final @Nullable DosyncRuntime runtime;

    /** What is done first in any case, if that is known. */
    private @Nullable Promise<?> followed;

    private Stage(@Nullable DosyncRuntime runtime) {
      this.runtime = runtime;
    }

    @Override
    @Nullable DosyncRuntime knownRuntime() {
      return runtime;
    }

    @Override
    List<Activity> knownProducers() {
      return followed == null ? List.of() : followed.producers();
    }

    @Override
    void refuseIfHeldHere() {
      super.refuseIfHeldHere();
      if (followed != null && !followed.isDone()) {
        followed.refuseIfHeldHere();
      }
    }
  }

  /** Whose threads run what follows, if that is known. */
  @Nullable DosyncRuntime knownRuntime() {
    return producer == null ? null : producer.runtime();
  }

  /** Somebody has asked for the outcome, or will be told. */
  void asked() {}

  /** What has to get on before this is delivered, as far as that is known; nothing once it is. */
  final List<Activity> producers() {
    if (isDone()) {
      return List.of();
    }
    return heldBy instanceof Activity holder
        ? Stream.concat(Stream.of(holder), knownProducers().stream()).toList()
        : knownProducers();
  }

  List<Activity> knownProducers() {
    return producer == null ? List.of() : List.of(producer);
  }

  final void heldBy(@Nullable Object holder) {
    heldBy = holder;
  }

  // ---- delivering

  /**
   * Delivers the value, unless something was delivered before: Clojure's {@code deliver}. In a
   * transaction this happens after its commit, or not at all ({@link CompletableFuture#complete}
   * happens at once everywhere).
   *
   * @param value the value, which may be null
   * @return whether this was the first delivery; in a transaction whether nothing was delivered so
   *     far, and somebody else may still come first
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public boolean deliver(T value) {
    return settle(() -> complete(value));
  }

  /**
   * Delivers a failure, unless something was delivered before: whoever asks for the value gets it
   * as the cause of a {@link CompletionException}. In a transaction this happens after its commit,
   * or not at all. Clojure has no such function.
   *
   * @param failure what is to be thrown instead of a value
   * @return whether this was the first delivery; see {@link #deliver}
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public boolean fail(Throwable failure) {
    requireNonNull(failure, "failure");
    return settle(() -> completeExceptionally(failure));
  }

  /** A delivery that says whether it won. */
  private interface Delivery {
    boolean deliver();
  }

  private boolean settle(Delivery delivery) {
    Attempt attempt = Current.attempt();
    if (attempt == null) {
      return delivery.deliver();
    }
    attempt.effectsToHold().deliver(new AtCommit(this, delivery), attempt.slot);
    return !isDone();
  }

  /** A delivery that waits for a commit. Its thread knows it: there may be others' too. */
  record AtCommit(Promise<?> promise, Delivery delivery) implements Runnable {
    @Override
    public void run() {
      delivery.deliver();
    }
  }

  // ---- asking

  /**
   * The value. Waits until it is delivered. In a transaction or an action other threads may have to
   * wait for this one meanwhile.
   *
   * @return the value
   * @throws CompletionException if it has failed; the cause is what it failed with
   * @throws CancellationException if it was cancelled
   * @throws WaitInterruptedException if the thread is interrupted while it waits; the interrupt
   *     flag is set
   * @throws DosyncException if the wait could never end: for a promise that a transaction of this
   *     thread, also one that was set aside or whose hooks run, or this action will deliver, or
   *     start the delivery of, at its end, or for something that waits for the action or task of
   *     this thread
   */
  @Override
  public T deref() {
    if (!isDone()) {
      awaitDone();
    }
    return join();
  }

  /**
   * The value, if it is there within {@code timeout}; else {@code fallback}. Throws what {@link
   * #deref()} throws.
   */
  @Override
  public T deref(Duration timeout, T fallback) {
    requireNonNull(timeout, "timeout");
    return isDone() || isDoneWithin(timeout) ? join() : fallback;
  }

  private void awaitDone() {
    try {
      awaitOutcome();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void awaitOutcome() throws InterruptedException {
    await(this::waitAndFollow);
  }

  /**
   * A thread that has waited runs, for others, some of what follows the promise: so never as a part
   * of what waits.
   */
  private <R extends @Nullable Object, X extends Throwable> R await(Body<R, X> wait) throws X {
    refuseIfHeldHere();
    Activity self = Current.activity();
    Promise<?> outer = Waits.begin(self, this);
    try {
      lingerUntilDone();
      return AgentLoop.asNoPart(Current.slot(), wait);
    } finally {
      Waits.end(self, outer);
    }
  }

  private boolean waitAndFollow() throws InterruptedException {
    try {
      super.get();
    } catch (ExecutionException | CancellationException told) {
      return true; // to whoever asks now
    }
    return true;
  }

  /** As {@link #waitAndFollow}; whether it is done. */
  private boolean waitAndFollow(long nanos) throws InterruptedException {
    try {
      super.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException told) {
      return true;
    }
    return true;
  }

  /** For some microseconds: to go off the processor, and come back, takes longer. */
  private void lingerUntilDone() {
    for (int turn = 0; turn < Spin.LINGER && !isDone(); turn++) {
      Spin.linger(turn);
    }
  }

  final boolean isDoneWithin(Duration timeout) {
    try {
      return isOutcomeThereWithin(TimeUnit.NANOSECONDS.convert(timeout));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private boolean isOutcomeThereWithin(long nanos) throws InterruptedException {
    refuseEndlessWait();
    return AgentLoop.asNoPart(Current.slot(), () -> waitAndFollow(nanos));
  }

  private WaitInterruptedException interrupted() {
    Thread.currentThread().interrupt();
    return new WaitInterruptedException("Interrupted while waiting for the value of " + this);
  }

  /** For a wait that ends by itself, so that nobody else is refused because of it. */
  private void refuseEndlessWait() {
    refuseIfHeldHere();
    Waits.refuseCircle(this);
  }

  void refuseIfHeldHere() {
    Object holder = heldBy;
    Current.Slot slot = Current.slot();
    boolean delivered = Effects.delivers(this, slot);
    if (delivered || (holder instanceof Attempt held && held.slot == slot)) { // or set aside
      throw new DosyncException(
          "This wait would never end: what delivers "
              + this
              + " is held until this transaction has committed. Ask for the value after it");
    }
    if (holder != null && holder == slot.activity) {
      throw new DosyncException(
          "This wait would never end: what delivers "
              + this
              + " is held until this action has ended. Ask for the value after it, or call"
              + " Agent.releasePendingSends() between the send and the wait");
    }
  }

  /**
   * Whether it was delivered, or has failed, or was cancelled: Clojure's {@code realized?}. Never
   * blocks.
   */
  @Override
  public boolean isRealized() {
    return isDone();
  }

  /**
   * The value, as {@link java.util.concurrent.Future#get()} gives it. Prefer {@link #deref}.
   *
   * <p>Throws the checked {@link InterruptedException} and {@link ExecutionException}, as every
   * {@code Future}, but cannot declare them, because a {@link Deref} is a {@code Supplier} too.
   */
  @Override
  public T get() {
    asked();
    try {
      if (!isDone()) {
        awaitOutcome();
      }
      return super.get();
    } catch (InterruptedException | ExecutionException e) {
      throw Unchecked.rethrow(e);
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!isDone() && !isOutcomeThereWithin(unit.toNanos(timeout))) {
      throw new TimeoutException();
    }
    try {
      return super.get(timeout, unit);
    } catch (ExecutionException e) {
      asked();
      throw e;
    }
  }

  @Override
  public T join() {
    asked();
    return isDone() ? super.join() : joinWhenDone();
  }

  private T joinWhenDone() {
    return await(super::join);
  }

  // ---- as a CompletableFuture

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    asked();
    return new Stage<>(knownRuntime());
  }

  /** Waits for the stage of an action's promise are refused as those for the promise are. */
  @Override
  public <U extends @Nullable Object> CompletableFuture<U> thenCompose(
      Function<? super T, ? extends CompletionStage<U>> next) {
    if (producer != null && next instanceof SentFrom named) {
      return Composed.of(producer.runtime(), this, next, named.sentFrom());
    }
    CompletableFuture<U> stage = super.thenCompose(next);
    if (producer != null && stage instanceof Stage<U> follower) {
      follower.followed = this;
    }
    return stage;
  }

  /** Itself. If it is done, then whoever combines it with another will look at the outcome. */
  @Override
  public CompletableFuture<T> toCompletableFuture() {
    if (isDone()) {
      asked();
    }
    return this;
  }

  @Override
  public CompletionStage<T> minimalCompletionStage() {
    asked();
    return super.minimalCompletionStage();
  }

  @Override
  public boolean isCompletedExceptionally() {
    boolean failed = hasFailed();
    if (failed) {
      asked();
    }
    return failed;
  }

  /** Also if it was cancelled; without asking. */
  final boolean hasFailed() {
    return super.isCompletedExceptionally();
  }

  @Override
  public T getNow(T valueIfAbsent) {
    if (isDone()) {
      asked();
    }
    return super.getNow(valueIfAbsent);
  }

  /** What it failed with, or that it was cancelled; null if it went well. Only once it is done. */
  final @Nullable Throwable failure() {
    try {
      join();
      return null;
    } catch (CompletionException e) {
      return causeOf(e);
    } catch (CancellationException e) {
      return e;
    }
  }

  /**
   * The value, without a wait: what each future has since Java 19.
   *
   * @return the value
   * @throws IllegalStateException if it was not delivered; the cause is the failure, if there is
   *     one
   */
  public T resultNow() {
    boolean done = isDone();
    Throwable failure = done ? failure() : null;
    if (!done || failure != null) {
      throw new IllegalStateException("There is no value: " + this, failure);
    }
    return join();
  }

  /**
   * What it failed with, without a wait: what each future has since Java 19.
   *
   * @return the failure
   * @throws IllegalStateException if it has not failed; to be cancelled is no failure
   */
  public Throwable exceptionNow() {
    Throwable failure = isDone() ? failure() : null;
    if (failure == null || isCancelled()) {
      throw new IllegalStateException("There is no failure: " + this);
    }
    return failure;
  }

  @Override
  public Executor defaultExecutor() {
    DosyncRuntime known = knownRuntime();
    DosyncRuntime runtime = known == null ? DosyncRuntime.shared() : known;
    return Current.attempt() == null
        ? body -> runtime.follow(this, body)
        : runtime.sendOffExecutor(); // as it is: the guard has to see who hands work over
  }

  /** For example {@code #<Promise@15c313da: pending>}, or with its value or failure. */
  @Override
  public String toString() {
    return "#<Promise@" + Integer.toHexString(System.identityHashCode(this)) + ": " + shown() + ">";
  }

  /** What it failed with: that itself, if a body threw one that has no cause. */
  static Throwable causeOf(CompletionException thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : cause;
  }

  private String shown() {
    if (!isDone()) {
      return "pending";
    }
    try {
      return Text.of(super.join());
    } catch (CompletionException e) {
      return Text.of(causeOf(e));
    } catch (CancellationException e) {
      return "cancelled";
    }
  }
}
