package org.dosync;

import static java.util.Objects.requireNonNull;

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
public final class Ref<T extends @Nullable Object> extends TransactionalRef<T> {

  private Ref(T initial, @Nullable Attachments attachments) {
    super(initial, 0, attachments);
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
    Version version = head();
    return (T) (version.stamp() <= slot.looksAt ? version : read(slot.attempt)).value;
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
    Current.required("set", this).set(this, value, 0);
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
    return (T) Current.required("alter", this).alter(this, function).value;
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
  public void commute(UnaryOperator<T> function) {
    requireNonNull(function, "function");
    Current.required("commute", this).commute(this, function);
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
    return (T) Current.required("ensure", this).ensure(this).value;
  }

  @Override
  Version plainVersion(@Nullable Version prev, @Nullable Attempt owner) {
    return new Version(this, prev, owner);
  }

  @Override
  Version versionOn(Version base, Attempt owner) {
    Version version = version(base, owner);
    version.value = base.value;
    return version;
  }

  @Override
  @SuppressWarnings("unchecked")
  void apply(Object function, Version from, Version to) {
    to.value = ((UnaryOperator<@Nullable Object>) function).apply(from.value);
  }

  @Override
  @Nullable Object valueOf(Version version) {
    return version.value;
  }

  /**
   * Makes a ref with more than an initial value.
   *
   * @param <T> the type of the value
   */
  public static final class Builder<T extends @Nullable Object>
      extends TransactionalRef.Builder<T, Builder<T>> {

    private Builder(T initial) {
      super(initial);
    }

    @Override
    Builder<T> self() {
      return this;
    }

    /**
     * Makes the ref.
     *
     * @return a new ref
     * @throws InvalidStateException if the validator refuses the initial value
     */
    public Ref<T> build() {
      return new Ref<>(initial, attachments());
    }
  }
}
