package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An identity that holds one immutable value at a time: Clojure's {@code ARef}. All references can
 * have a name, meta data, a validator and watches; one that has none pays nothing for them.
 *
 * <p>Safe for use by any number of threads. Deviations from Clojure, for all references: watches
 * run in the order they were added (Clojure: unordered); one that throws is reported to {@link
 * Failures} and stops neither the others nor the caller (Clojure: it flows out of {@code swap!} or
 * {@code dosync} and drops the rest).
 *
 * @param <T> the type of the value
 */
public abstract sealed class Reference<T extends @Nullable Object> implements Deref<T>
    permits Agent, Atom, TransactionalRef {

  private static final VarHandle ATTACHMENTS = handle();

  private volatile @Nullable Attachments attachments;

  Reference(@Nullable Attachments attachments) {
    this.attachments = attachments;
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup()
          .findVarHandle(Reference.class, "attachments", Attachments.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final @Nullable Attachments attachments() {
    return attachments;
  }

  final Attachments attach(UnaryOperator<Attachments> change) {
    for (; ; ) {
      Attachments before = attachments;
      Attachments after = change.apply(Attachments.of(before));
      if (ATTACHMENTS.compareAndSet(this, before, after.unlessNone())) {
        return after;
      }
    }
  }

  /**
   * The name given when the reference was made, for messages and tools.
   *
   * @return the name, or null
   */
  public final @Nullable String name() {
    return Attachments.of(attachments).name();
  }

  /**
   * The meta data: Clojure's {@code meta}. Not transactional.
   *
   * @return an immutable map, empty at first
   */
  public final Map<String, Object> meta() {
    return Attachments.of(attachments).meta();
  }

  /**
   * Replaces the meta data by a function of it: Clojure's {@code alter-meta!}. Not transactional.
   *
   * @param function takes the old map and returns the new one, both immutable; it may run several
   *     times when threads race, and should have no side effects
   * @return the new meta data
   */
  public final Map<String, Object> alterMeta(UnaryOperator<Map<String, Object>> function) {
    requireNonNull(function, "function");
    return attach(now -> now.withMeta(function.apply(now.meta()))).meta();
  }

  /**
   * Replaces the meta data: Clojure's {@code reset-meta!}. Not transactional.
   *
   * @param meta the new meta data; copied
   * @return the new meta data
   */
  public final Map<String, Object> resetMeta(Map<String, Object> meta) {
    requireNonNull(meta, "meta");
    return attach(now -> now.withMeta(meta)).meta();
  }

  /**
   * The validator: Clojure's {@code get-validator}.
   *
   * @return the validator, or null if there is none
   */
  public final @Nullable Predicate<? super T> validator() {
    return Attachments.of(attachments).validator();
  }

  /**
   * Sets the validator: Clojure's {@code set-validator!}. It takes effect at once, also inside a
   * transaction, and is not undone when the transaction aborts. A change that is under way on
   * another thread may still pass by it, as in Clojure.
   *
   * @param validator accepts or refuses a candidate value; it may run more often than the value
   *     changes, also on values that are never stored, and must have no side effects. An exception
   *     it throws reaches whoever tried to change the reference. Null removes the validator.
   * @throws InvalidStateException if it refuses the value the reference has now (inside a
   *     transaction: the value as the transaction sees it); the old validator stays
   */
  @SuppressWarnings("unchecked")
  public final void setValidator(@Nullable Predicate<? super T> validator) {
    Predicate<@Nullable Object> untyped = (Predicate<@Nullable Object>) validator;
    validate(untyped, deref());
    attach(now -> now.withValidator(untyped));
  }

  /** Throws what a refused value must throw. */
  final void validate(@Nullable Object candidate) {
    Attachments now = attachments;
    if (now != null) {
      validate(now.validator(), candidate);
    }
  }

  final void validate(@Nullable Predicate<@Nullable Object> validator, @Nullable Object candidate) {
    if (validator != null && !accepts(validator, candidate)) {
      throw new InvalidStateException(this, candidate, null);
    }
  }

  private boolean accepts(Predicate<@Nullable Object> validator, @Nullable Object candidate) {
    try {
      return validator.test(candidate);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable sneaky) {
      throw new InvalidStateException(this, candidate, sneaky);
    }
  }

  /**
   * Adds a watch: Clojure's {@code add-watch}. Takes effect at once, also inside a transaction.
   *
   * @param key names the watch; a watch that is there under an equal key is replaced and keeps its
   *     place in the order
   * @param watch is told of each change from now on, not of the value there is. It runs on the
   *     changing thread, after the change; for a ref once per transaction, after the commit, with
   *     the values before and after the transaction. What it throws goes to {@link Failures}. A
   *     commit that is under way on another thread is waited for, some 100 ms at most, so that no
   *     change after this call is missed.
   */
  @SuppressWarnings("unchecked")
  public final void addWatch(Object key, Watch<? super T> watch) {
    requireNonNull(key, "key");
    Watch<@Nullable Object> untyped = (Watch<@Nullable Object>) requireNonNull(watch, "watch");
    attach(now -> now.withWatches(now.watches().with(key, untyped)));
    awaitChange();
  }

  /** Waits for a change under way that may have missed what was just attached. */
  void awaitChange() {}

  /**
   * Removes a watch: Clojure's {@code remove-watch}. Does nothing if there is none under the key.
   *
   * @param key the key it was added under
   */
  public final void removeWatch(Object key) {
    requireNonNull(key, "key");
    attach(now -> now.withWatches(now.watches().without(key)));
  }

  /**
   * The watches by their keys, in the order they run: Clojure's {@code .getWatches}.
   *
   * @return an immutable snapshot
   */
  @SuppressWarnings("unchecked")
  public final Map<Object, Watch<? super T>> watches() {
    return (Map<Object, Watch<? super T>>)
        (Map<?, ?>) Attachments.of(attachments).watches().asMap();
  }

  final void tellWatches(@Nullable Object oldValue, @Nullable Object newValue) {
    Attachments now = attachments;
    if (now != null) {
      now.watches().changed(this, oldValue, newValue);
    }
  }

  /** The value to show in {@link #toString}: never one that is not committed yet. */
  abstract @Nullable Object shown();

  /** Which one it is, without its value: for example {@code salary@1b28cdfa}. */
  final String label() {
    String name = name();
    return (name == null ? getClass().getSimpleName() : name)
        + "@"
        + Integer.toHexString(System.identityHashCode(this));
  }

  /**
   * For example {@code #<Atom@15c313da: 1>}, or with a name {@code #<Ref salary@1b28cdfa: 30000>}.
   */
  @Override
  public final String toString() {
    String name = name();
    return "#<"
        + getClass().getSimpleName()
        + (name == null ? "" : " " + name)
        + "@"
        + Integer.toHexString(System.identityHashCode(this))
        + ": "
        + Text.of(shown())
        + ">";
  }

  /**
   * Makes a reference with more than an initial value.
   *
   * @param <T> the type of the reference's value
   * @param <B> the builder itself
   */
  public abstract static sealed class Builder<T extends @Nullable Object, B extends Builder<T, B>>
      permits Agent.Builder, Atom.Builder, TransactionalRef.Builder {

    final T initial;
    private @Nullable String name;
    private Map<String, Object> meta = Map.of();
    private @Nullable Predicate<? super T> validator;

    Builder(T initial) {
      this.initial = initial;
    }

    abstract B self();

    /**
     * Names the reference, for messages and tools. No name by default.
     *
     * @param name the name
     * @return this builder
     */
    public B name(String name) {
      this.name = requireNonNull(name, "name");
      return self();
    }

    /**
     * Sets the first meta data: Clojure's {@code :meta}. Empty by default.
     *
     * @param meta the meta data; copied
     * @return this builder
     */
    public B meta(Map<String, Object> meta) {
      this.meta = Map.copyOf(requireNonNull(meta, "meta"));
      return self();
    }

    /**
     * Sets the validator: Clojure's {@code :validator}. None by default. {@code build()} throws
     * {@link InvalidStateException} if it refuses the initial value.
     *
     * @param validator see {@link Reference#setValidator}
     * @return this builder
     */
    public B validator(Predicate<? super T> validator) {
      this.validator = requireNonNull(validator, "validator");
      return self();
    }

    @SuppressWarnings("unchecked")
    final @Nullable Attachments attachments(@Nullable History history) {
      boolean bare = name == null && meta.isEmpty() && validator == null && history == null;
      Predicate<@Nullable Object> untyped = (Predicate<@Nullable Object>) validator;
      return bare ? null : new Attachments(name, meta, untyped, Watches.NONE, history, null);
    }
  }
}
