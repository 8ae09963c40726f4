package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reference whose value is changed in transactions: what a {@link Ref} of objects and a {@link
 * LongRef} have in common.
 *
 * @param <T> the type of the value
 */
public abstract sealed class TransactionalRef<T extends @Nullable Object> extends Reference<T>
    permits LongRef, Ref {

  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(TransactionalRef.class, "head", Version.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Orders refs: commits that wait for refs with patience take them in this order. */
  final long id = RefIds.next();

  private volatile Version head;

  /** Subclasses have no fields, so what they override may be called here. */
  TransactionalRef(@Nullable Object value, long number, @Nullable Attachments attachments) {
    super(attachments);
    Version first = firstVersion(value, number);
    this.head = first;
    validate(valueOf(first));
  }

  private Version firstVersion(@Nullable Object value, long number) {
    Version version = version(null, null);
    version.hold(value, number);
    if (version instanceof Fact fact) {
      fact.since = history().begin();
    }
    return Version.initial(version);
  }

  /**
   * The value that this ref had at a moment of the past, as far as its {@link History} goes. What
   * it has answered once it answers always: changes that commit later count as later, even if the
   * clock is set back. Asked for one moment of several refs with the same history, in or outside a
   * transaction, it gives their values as they were together. Changes that a transaction has not
   * committed yet are not facts, also for itself. A transaction that learns of a change since it
   * began to read may have to be tried again, to see all of that moment: best ask about moments
   * before it.
   *
   * @param moment the moment
   * @return the value then
   * @throws HistoryException if the ref keeps no history, or none that goes back so far
   * @throws IllegalArgumentException if the moment is in the future
   */
  @SuppressWarnings("unchecked")
  public final T asOf(Instant moment) {
    requireNonNull(moment, "moment");
    Fact fact = history().factAt(moment, this);
    Attempt attempt = Current.attempt();
    if (attempt != null) {
      attempt.reach(fact);
    }
    return (T) valueOf(fact);
  }

  /**
   * How much of the past this ref keeps.
   *
   * @return what it was made with; {@link History#NONE} unless set
   */
  public final History history() {
    History history = historyOrNull();
    return history == null ? History.NONE : history;
  }

  /**
   * How many past values are kept for {@link #asOf}: Clojure's {@code ref-history-count}. Versions
   * kept for running transactions do not count.
   *
   * @return zero for a ref without history
   */
  public final int historyCount() {
    return history().count(Version.newest(this));
  }

  // ---- the values of versions

  /** A version of a ref without history, without a value. */
  abstract Version plainVersion(@Nullable Version prev, @Nullable Attempt owner);

  /**
   * A version with the value of another, on top of it. By {@code hold} a transfer took 3 % more.
   */
  abstract Version versionOn(Version base, Attempt owner);

  /** Runs a function of the kind that this ref takes; if that throws, nothing is stored. */
  abstract void apply(Object function, Version from, Version to);

  abstract @Nullable Object valueOf(Version version);

  @Override
  final @Nullable Object shown() {
    return valueOf(Version.newest(this));
  }

  // ---- the chain of versions

  final Version head() {
    return head;
  }

  final boolean replaceHead(Version expected, Version version) {
    return HEAD.compareAndSet(this, expected, version);
  }

  /** When a look at the head does not tell the value. */
  final Version read(@Nullable Attempt attempt) {
    return attempt == null ? Version.current(this) : attempt.read(this);
  }

  /** A version without a value. */
  final Version version(@Nullable Version prev, @Nullable Attempt owner) {
    return attachments() == null || historyOrNull() == null
        ? plainVersion(prev, owner)
        : new Fact(this, prev, owner);
  }

  final @Nullable History historyOrNull() {
    Attachments attachments = attachments();
    return attachments == null ? null : attachments.history();
  }

  @Override
  final void awaitChange() {
    Version head = head();
    boolean interrupted = false;
    for (int turn = 0; turn < Commit.PATIENCE && head() == head && head.isUndecided(); turn++) {
      interrupted |= Thread.interrupted(); // the flag would end each nap at once
      Spin.once(turn);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes a ref with more than an initial value.
   *
   * @param <T> the type of the value
   * @param <B> the builder itself
   */
  public abstract static sealed class Builder<T extends @Nullable Object, B extends Builder<T, B>>
      extends Reference.Builder<T, B> permits LongRef.Builder, Ref.Builder {

    private @Nullable History history;

    Builder(T initial) {
      super(initial);
    }

    /**
     * Lets the ref keep its past for {@link #asOf}: Clojure's {@code :min-history} and {@code
     * :max-history}. {@link History#NONE} by default.
     *
     * @param newHistory how much to keep
     * @return this builder
     */
    public B history(History newHistory) {
      requireNonNull(newHistory, "history");
      this.history = newHistory == History.NONE ? null : newHistory;
      return self();
    }

    final @Nullable Attachments attachments() {
      return attachments(history);
    }
  }
}
