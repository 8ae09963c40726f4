package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reference to one value that is changed by itself, synchronously: Clojure's {@code atom}.
 *
 * <pre>{@code
 * Atom<Integer> sold = Atom.of(0);
 * sold.swap(n -> n + 1);
 * }</pre>
 *
 * <p>An atom takes no part in transactions: a change made inside one stays when the transaction is
 * retried or aborted. For values that must change together use {@link Ref}.
 *
 * <p>Safe for use by any number of threads; nothing here blocks. Semantics of Clojure 1.12; beyond
 * those of {@link Reference} the deviations are: {@link #reset} tells watches the exact old value
 * (Clojure reads it beforehand, and may be wrong under contention), and {@link
 * #compareAndSetEquals} is new.
 *
 * @param <T> the type of the value
 */
public final class Atom<T extends @Nullable Object> extends Reference<T> {

  private static final VarHandle VALUE = handle();

  private volatile T value;

  private Atom(T initial, @Nullable Attachments attachments) {
    super(attachments);
    this.value = initial;
    validate(initial);
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Atom.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Makes an atom: Clojure's {@code (atom initial)}.
   *
   * @param initial the first value, which may be null
   * @param <T> the type of the value
   * @return a new atom
   */
  public static <T extends @Nullable Object> Atom<T> of(T initial) {
    return new Atom<>(initial, null);
  }

  /**
   * Begins an atom with a name, meta data or a validator.
   *
   * @param initial the first value, which may be null
   * @param <T> the type of the value
   * @return a builder
   */
  public static <T extends @Nullable Object> Builder<T> builder(T initial) {
    return new Builder<>(initial);
  }

  /** The value now. Never blocks. */
  @Override
  public T deref() {
    return value;
  }

  /**
   * Replaces the value by a function of it: Clojure's {@code swap!}.
   *
   * @param function takes the old value and returns the new one. When threads race it runs again,
   *     as often as needed, so it must have no side effects. If it changes this atom it gets in its
   *     own way, and runs for ever, as in Clojure. What it throws reaches the caller, and the value
   *     stays.
   * @return the new value
   * @throws InvalidStateException if the validator refuses a candidate, even one that would have
   *     lost the race; the value stays
   */
  public T swap(UnaryOperator<T> function) {
    return swapVals(function).newValue();
  }

  /**
   * As {@link #swap}, and tells both values: Clojure's {@code swap-vals!}.
   *
   * @param function see {@link #swap}
   * @return the values just before and after the change
   * @throws InvalidStateException as {@link #swap}
   */
  public Change<T> swapVals(UnaryOperator<T> function) {
    requireNonNull(function, "function");
    for (; ; ) {
      T before = value;
      T after = function.apply(before);
      if (compareAndSet(before, after)) {
        return new Change<>(before, after);
      }
    }
  }

  /**
   * Replaces the value, whatever it is: Clojure's {@code reset!}.
   *
   * @param newValue the new value, which may be null
   * @return the new value
   * @throws InvalidStateException if the validator refuses it; the value stays
   */
  public T reset(T newValue) {
    return resetVals(newValue).newValue();
  }

  /**
   * As {@link #reset}, and tells both values: Clojure's {@code reset-vals!}.
   *
   * @param newValue the new value, which may be null
   * @return the values just before and after the change
   * @throws InvalidStateException as {@link #reset}
   */
  @SuppressWarnings("unchecked")
  public Change<T> resetVals(T newValue) {
    validate(newValue);
    T before = (T) VALUE.getAndSet(this, newValue);
    tellWatches(before, newValue);
    return new Change<>(before, newValue);
  }

  /**
   * Replaces the value if it is the very object expected: Clojure's {@code compare-and-set!}.
   * Objects are compared by identity, so boxed numbers beyond the small ones never match a fresh
   * box: use {@link #compareAndSetEquals} for those.
   *
   * @param expected the object that must be there, as {@link #deref} returned it
   * @param newValue the new value, which may be null
   * @return whether the value was replaced
   * @throws InvalidStateException if the validator refuses {@code newValue}, which is asked first
   */
  public boolean compareAndSet(T expected, T newValue) {
    validate(newValue);
    boolean set = VALUE.compareAndSet(this, expected, newValue);
    if (set) {
      tellWatches(expected, newValue);
    }
    return set;
  }

  /**
   * Replaces the value if it equals the one expected. Clojure has no such function.
   *
   * @param expected what the value must be equal to
   * @param newValue the new value, which may be null
   * @return whether the value was replaced
   * @throws InvalidStateException if the validator refuses {@code newValue}, which is asked first
   */
  public boolean compareAndSetEquals(T expected, T newValue) {
    for (; ; ) {
      T before = value;
      if (!Objects.equals(before, expected)) {
        validate(newValue);
        return false;
      }
      if (compareAndSet(before, newValue)) {
        return true;
      }
    }
  }

  @Override
  @Nullable Object shown() {
    return value;
  }

  /**
   * Makes an atom with more than an initial value.
   *
   * @param <T> the type of the value
   */
  public static final class Builder<T extends @Nullable Object>
      extends Reference.Builder<T, Builder<T>> {

    private Builder(T initial) {
      super(initial);
    }

    @Override
    Builder<T> self() {
      return this;
    }

    /**
     * Makes the atom.
     *
     * @return a new atom
     * @throws InvalidStateException if the validator refuses the initial value
     */
    public Atom<T> build() {
      return new Atom<>(initial, attachments(null));
    }
  }
}
