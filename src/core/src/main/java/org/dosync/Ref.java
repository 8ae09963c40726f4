package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reference whose value is changed in transactions, together with others: Clojure's {@code ref}.
 *
 * <pre>{@code
 * Ref<Integer> from = Ref.of(100);
 * Ref<Integer> to = Ref.of(0);
 *
 * Transaction.dosync(() -> {
 *   from.alter(n -> n - 10);
 *   to.alter(n -> n + 10);
 * });
 * }</pre>
 *
 * <p>Safe for use by any number of threads. Reading never blocks for user code; outside a
 * transaction it gives the newest committed value, so that two such reads may be of two moments:
 * read refs that belong together in a transaction.
 *
 * <p>The validator is asked at the commit, about the final value, before anything is changed;
 * watches are told after it, once for each ref and transaction.
 *
 * <p>Semantics of Clojure 1.12; beyond those of {@link Reference} and {@link Transaction} the
 * deviations are: {@link #commute} returns nothing; {@link #ensure} blocks nobody; history serves
 * {@link #asOf} and has nothing to do with retries (Clojure grows it after read faults: here
 * versions that a reader needs are kept for it); refs have no order.
 *
 * @param <T> the type of the value
 */
public final class Ref<T extends @Nullable Object> extends Reference<T> {

  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(Ref.class, "head", Version.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Orders refs: commits that wait for refs with patience take them in this order. */
  final long id = RefIds.next();

  private volatile Version head;

  private Ref(T initial, @Nullable Attachments attachments) {
    super(attachments);
    this.head = firstVersion(initial);
    validate(initial);
  }

  /**
   * Makes a ref: Clojure's {@code (ref initial)}. May be called anywhere; a ref made in a
   * transaction that aborts is as good as any other.
   *
   * @param initial the first value, which may be null
   * @param <T> the type of the value
   * @return a new ref
   */
  public static <T extends @Nullable Object> Ref<T> of(T initial) {
    return new Ref<>(initial, null);
  }

  /**
   * Begins a ref with a name, meta data, a validator or a history.
   *
   * @param initial the first value, which may be null
   * @param <T> the type of the value
   * @return a builder
   */
  public static <T extends @Nullable Object> Builder<T> builder(T initial) {
    return new Builder<>(initial);
  }

  /**
   * The value: in a transaction as it is at the transaction's moment, with the transaction's own
   * changes; outside the newest committed one.
   *
   * <p>In a transaction that has called {@link #commute} for this ref, this runs the commute's
   * function, and turns it into an {@link #alter}: a value that is only a guess must not steer the
   * body.
   */
  @Override
  @SuppressWarnings("unchecked")
  public T deref() {
    Current.Slot slot = Current.slot();
    Version version = head;
    return (T) (version.stamp() <= slot.looksAt ? version.value : read(slot.attempt));
  }

  private @Nullable Object read(@Nullable Attempt attempt) {
    return attempt == null ? Version.current(this).value : attempt.read(this);
  }

  /**
   * Sets the value: Clojure's {@code ref-set}. Does not conflict with others unless the transaction
   * has read the ref as well, or runs under {@link Isolation#SNAPSHOT}.
   *
   * @param value the new value, which may be null
   * @return the new value
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException after {@link #commute} of this ref in the same transaction ("Can't set
   *     after commute"), or in a read-only one
   */
  public T set(T value) {
    Current.required("set", this).set(this, value);
    return value;
  }

  /**
   * Replaces the value by a function of it: Clojure's {@code alter}.
   *
   * @param function takes the value as the transaction sees it and returns the new one; runs once
   *     in each try, at once. What it throws aborts the transaction, unless the body catches it. If
   *     it changes this ref itself, its result wins.
   * @return the new value
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException in a read-only transaction
   */
  @SuppressWarnings("unchecked")
  public T alter(UnaryOperator<T> function) {
    requireNonNull(function, "function");
    return (T)
        Current.required("alter", this).alter(this, (UnaryOperator<@Nullable Object>) function);
  }

  /**
   * Replaces the value, at the commit, by a function of the newest value: Clojure's {@code
   * commute}. For functions whose order does not matter, such as adding to a counter: the
   * transaction does not conflict with others that change the same ref.
   *
   * <p>Returns nothing, since the value that will be committed is not known yet (Clojure returns a
   * guess).
   *
   * @param function takes the newest value at the commit and returns the new one; runs again when
   *     another transaction commits in between. It may read refs that the transaction has not
   *     commuted, and change none. What it throws aborts the transaction and flows out of {@code
   *     dosync}.
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException in a read-only transaction
   */
  @SuppressWarnings("unchecked")
  public void commute(UnaryOperator<T> function) {
    requireNonNull(function, "function");
    Current.required("commute", this).commute(this, (UnaryOperator<@Nullable Object>) function);
  }

  /**
   * Reads the value and makes sure that it is still the ref's value when the transaction commits:
   * Clojure's {@code ensure}. Under {@link Isolation#SERIALIZABLE} every read does that; this is
   * for {@link Isolation#SNAPSHOT}. It blocks nobody (Clojure holds a lock): if another transaction
   * changes the ref first, this one is retried. In a transaction that is {@code readOnly} it is a
   * read.
   *
   * @return the value
   * @throws NoTransactionException outside a transaction
   */
  @SuppressWarnings("unchecked")
  public T ensure() {
    return (T) Current.required("ensure", this).ensure(this);
  }

  /**
   * The value that this ref had at a moment of the past, as far as its {@link History} goes. What
   * it has answered once it answers always: changes that commit later count as later, even if the
   * clock is set back. Asked for one moment of several refs with the same history, in or outside a
   * transaction, it gives their values as they were together. Changes that a transaction has not
   * committed yet are not facts, also for itself.
   *
   * @param moment the moment
   * @return the value then
   * @throws HistoryException if the ref keeps no history, or none that goes back so far
   * @throws IllegalArgumentException if the moment is in the future
   */
  @SuppressWarnings("unchecked")
  public T asOf(Instant moment) {
    requireNonNull(moment, "moment");
    Fact fact = history().factAt(moment, this);
    Attempt attempt = Current.attempt();
    if (attempt != null) {
      attempt.reach(fact.stamp(), this);
    }
    return (T) fact.value;
  }

  /**
   * How much of the past this ref keeps.
   *
   * @return what it was made with; {@link History#NONE} unless set
   */
  public History history() {
    History history = historyOrNull();
    return history == null ? History.NONE : history;
  }

  /**
   * How many past values are kept for {@link #asOf}: Clojure's {@code ref-history-count}. Versions
   * kept for running transactions do not count.
   *
   * @return zero for a ref without history
   */
  public int historyCount() {
    return history().count(Version.newest(this));
  }

  @Override
  void awaitChange() {
    Version head = head();
    for (int turn = 0; turn < Commit.PATIENCE && head() == head && head.isUndecided(); turn++) {
      Spin.once(turn);
    }
  }

  Version head() {
    return head;
  }

  boolean replaceHead(Version expected, Version version) {
    return HEAD.compareAndSet(this, expected, version);
  }

  Version version(@Nullable Object value, @Nullable Version prev, @Nullable Attempt owner) {
    return attachments() == null || historyOrNull() == null
        ? new Version(this, value, prev, owner)
        : new Fact(this, value, prev, owner);
  }

  private Version firstVersion(@Nullable Object value) {
    Version version = version(value, null, null);
    if (version instanceof Fact fact) {
      fact.since = history().begin();
    }
    return Version.initial(version);
  }

  @Nullable History historyOrNull() {
    Attachments attachments = attachments();
    return attachments == null ? null : attachments.history();
  }

  @Override
  @Nullable Object shown() {
    return Version.newest(this).value;
  }

  /**
   * Makes a ref with more than an initial value.
   *
   * @param <T> the type of the value
   */
  public static final class Builder<T extends @Nullable Object>
      extends Reference.Builder<T, Builder<T>> {

    private @Nullable History history;

    private Builder(T initial) {
      super(initial);
    }

    @Override
    Builder<T> self() {
      return this;
    }

    /**
     * Lets the ref keep its past for {@link Ref#asOf}: Clojure's {@code :min-history} and {@code
     * :max-history}. {@link History#NONE} by default.
     *
     * @param newHistory how much to keep
     * @return this builder
     */
    public Builder<T> history(History newHistory) {
      requireNonNull(newHistory, "history");
      this.history = newHistory == History.NONE ? null : newHistory;
      return this;
    }

    /**
     * Makes the ref.
     *
     * @return a new ref
     * @throws InvalidStateException if the validator refuses the initial value
     */
    public Ref<T> build() {
      return new Ref<>(initial, attachments(history));
    }
  }
}
