package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Ref} of a number, which it holds without a box: for counters, balances and the like that
 * change often, or of which there are many. It takes part in the same transactions as all refs, by
 * the same rules. A single one is no faster than a {@code Ref<Long>}; a thousand take less memory,
 * and so less time to get at.
 *
 * <pre>{@code
 * LongRef from = LongRef.of(100);
 * LongRef to = LongRef.of(0);
 *
 * Transaction.dosync(() -> {
 *   from.alter(n -> n - 10);
 *   to.alter(n -> n + 10);
 * });
 * to.getAsLong();   // 10
 * }</pre>
 *
 * <p>Safe for use by any number of threads. Reading never blocks for user code; outside a
 * transaction it gives the newest committed value, so that two such reads may be of two moments:
 * read refs that belong together in a transaction.
 *
 * <p>Validators, watches and histories work as with every ref; they see the number in a box.
 *
 * <p>Clojure has no such reference. Semantics as those of {@link Ref}, without null. An {@code int}
 * fits in it as well, and of a {@code boolean} the JDK has both boxes ready: use a {@code
 * Ref<Boolean>}.
 */
public final class LongRef extends TransactionalRef<Long> implements LongSupplier {

  private LongRef(long initial, @Nullable Attachments attachments) {
    super(null, initial, attachments);
  }

  /**
   * Makes a ref. May be called anywhere; a ref made in a transaction that aborts is as good as any
   * other.
   *
   * @param initial the first value
   * @return a new ref
   */
  public static LongRef of(long initial) {
    return new LongRef(initial, null);
  }

  /**
   * Begins a ref with a name, meta data, a validator or a history.
   *
   * @param initial the first value
   * @return a builder
   */
  public static Builder builder(long initial) {
    return new Builder(initial);
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
  public long getAsLong() {
    Current.Slot slot = Current.slot();
    Version version = head();
    return number(version.stamp() <= slot.looksAt ? version : read(slot.attempt));
  }

  /** The same as {@link #getAsLong()}, in a box. */
  @Override
  public Long deref() {
    return getAsLong();
  }

  /**
   * Sets the value. Does not conflict with others unless the transaction has read the ref as well,
   * or runs under {@link Isolation#SNAPSHOT}.
   *
   * @param value the new value
   * @return the new value
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException after {@link #commute} of this ref in the same transaction ("Can't set
   *     after commute"), or in a read-only one
   */
  public long set(long value) {
    Current.required("set", this).set(this, null, value);
    return value;
  }

  /**
   * Replaces the value by a function of it.
   *
   * @param function takes the value as the transaction sees it and returns the new one; runs once
   *     in each try, at once. What it throws aborts the transaction, unless the body catches it. If
   *     it changes this ref itself, its result wins.
   * @return the new value
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException in a read-only transaction
   */
  public long alter(LongUnaryOperator function) {
    requireNonNull(function, "function");
    return number(Current.required("alter", this).alter(this, function));
  }

  /**
   * Replaces the value, at the commit, by a function of the newest value. For functions whose order
   * does not matter, such as adding to a counter: the transaction does not conflict with others
   * that change the same ref. Returns nothing, since the value that will be committed is not known
   * yet.
   *
   * @param function takes the newest value at the commit and returns the new one; runs again when
   *     another transaction commits in between. It may read refs that the transaction has not
   *     commuted, and change none. What it throws aborts the transaction and flows out of {@code
   *     dosync}.
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException in a read-only transaction
   */
  public void commute(LongUnaryOperator function) {
    requireNonNull(function, "function");
    Current.required("commute", this).commute(this, function);
  }

  /**
   * Reads the value and makes sure that it is still the ref's value when the transaction commits.
   * Under {@link Isolation#SERIALIZABLE} every read does that; this is for {@link
   * Isolation#SNAPSHOT}. It blocks nobody: if another transaction changes the ref first, this one
   * is retried. In a transaction that is {@code readOnly} it is a read.
   *
   * @return the value
   * @throws NoTransactionException outside a transaction
   */
  public long ensure() {
    return number(Current.required("ensure", this).ensure(this));
  }

  private static long number(Version version) {
    return ((LongVersion) version).number;
  }

  @Override
  Version plainVersion(@Nullable Version prev, @Nullable Attempt owner) {
    return new LongVersion(this, prev, owner);
  }

  @Override
  Version versionOn(Version base, Attempt owner) {
    Version version = version(base, owner);
    ((LongVersion) version).number = number(base);
    return version;
  }

  @Override
  void apply(Object function, Version from, Version to) {
    ((LongVersion) to).number = ((LongUnaryOperator) function).applyAsLong(number(from));
  }

  @Override
  Long valueOf(Version version) {
    return number(version);
  }

  /** Makes a ref with more than an initial value. */
  public static final class Builder extends TransactionalRef.Builder<Long, Builder> {

    private Builder(long initial) {
      super(initial);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Makes the ref.
     *
     * @return a new ref
     * @throws InvalidStateException if the validator refuses the initial value
     */
    public LongRef build() {
      return new LongRef(initial, attachments());
    }
  }
}
