package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over refs: Clojure's {@code dosync} and what belongs to it.
 *
 * <pre>{@code
 * Ref<String> location = Ref.of("Chicago");
 * Ref<Integer> salary = Ref.of(30_000);
 *
 * Transaction.dosync(() -> {
 *   location.set("San Francisco");
 *   salary.alter(s -> s + 15_000);
 * });
 * }</pre>
 *
 * <p>All changes of a transaction take place together, or none does. It sees the refs as they were
 * at one moment, with its own changes. If another transaction gets in its way the body is run
 * again, from the start, so it must have no side effects: {@link #onCommit} takes those that wait
 * for the commit, {@link #io} guards those that must not happen.
 *
 * <p>The running transaction belongs to the thread, and only to it: a thread or task started in the
 * body is outside.
 *
 * <p>Everything that a body throws, checked or not, aborts the transaction and reaches the caller
 * unchanged. The signal that takes a body back to its start is an {@code Error} that must pass; a
 * body that catches it is retried all the same.
 *
 * <p>A {@code dosync} inside a transaction joins it; if it throws, its own part is undone, and the
 * outer body may catch the exception and go on. {@link TransactionOptions#propagation} has the
 * other ways.
 *
 * <p>Semantics of Clojure 1.12 with these deviations: serializable by default (Clojure: snapshot
 * isolation, here {@link Isolation#SNAPSHOT}); the retry signal cannot be swallowed; a nested
 * transaction that throws is undone; conflicts are found at the commit, or by a read, instead of at
 * the first write, and the transaction that commits first wins (Clojure: the older one barges in
 * after 10 ms; here one that has lost often is let through); retries end by options with a typed
 * exception; an interrupt aborts a transaction that would have to wait or retry; exceptions in
 * watches drop nothing.
 */
public final class Transaction {

  private Transaction() {}

  /**
   * Runs a body as a transaction, or as part of the one that is running: Clojure's {@code dosync}.
   *
   * @param body runs at least once, on this thread; again whenever others get in its way, after its
   *     changes have been undone
   * @param <T> the type of the result
   * @param <X> what the body may throw
   * @return what the body returned in the try that committed
   * @throws X what the body threw; all its changes are undone
   * @throws RetryLimitException if more than {@code maxRetries} (10,000 unless set) tries were lost
   * @throws TransactionTimeoutException if a timeout is set and over
   * @throws WaitInterruptedException if the thread is interrupted when the transaction would have
   *     to be tried again or to wait; the interrupt flag is set
   * @throws InvalidStateException if a validator refuses a value it would commit
   */
  public static <T extends @Nullable Object, X extends Throwable> T dosync(Body<T, X> body)
      throws X {
    return TransactionOptions.DEFAULT.dosync(body);
  }

  /**
   * Runs a body without a result as a transaction; see {@link #dosync(Body)}.
   *
   * @param body see {@link #dosync(Body)}
   * @param <X> what the body may throw
   * @throws X what the body threw; all its changes are undone
   */
  public static <X extends Throwable> void dosync(VoidBody<X> body) throws X {
    TransactionOptions.DEFAULT.dosync(body);
  }

  /**
   * The default options, to begin a transaction of another kind.
   *
   * @return immutable options; each of their methods returns a changed copy
   */
  public static TransactionOptions options() {
    return TransactionOptions.DEFAULT;
  }

  /**
   * Whether a transaction is running on this thread: Clojure's {@code
   * LockingTransaction/isRunning}.
   *
   * @return true inside a body
   */
  public static boolean isRunning() {
    return Current.attempt() != null;
  }

  /**
   * Guards a side effect: Clojure's {@code io!}. To be called first in a method that must not be
   * part of a transaction. It dooms the one that is running: unlike Clojure's, that can't commit
   * any more, even if the body catches the exception.
   *
   * @throws SideEffectInTransactionException if a transaction is running, and {@link #allow} does
   *     not let {@link Effect#CUSTOM} pass
   */
  public static void io() {
    io("I/O in transaction");
  }

  /**
   * Guards a side effect, and says which; see {@link #io()}.
   *
   * @param message the message of the exception
   * @throws SideEffectInTransactionException if a transaction is running, and {@link #allow} does
   *     not let {@link Effect#CUSTOM} pass
   */
  public static void io(String message) {
    SideEffects.io(requireNonNull(message, "message"));
  }

  /**
   * Whether side effects are seen where they happen, by the Java agent of dosync-guard, and not
   * only where {@link #io} guards them.
   *
   * @return false if there is no agent, or if it came after the first transaction
   */
  public static boolean isGuarded() {
    return SideEffects.isWatched();
  }

  /**
   * Lets side effects pass that would be refused in a transaction: for those that may happen once
   * for each try. Clojure has no such thing.
   *
   * <pre>{@code
   * Transaction.allow(Set.of(Effect.CONSOLE), () -> System.out.println("one more try"));
   * }</pre>
   *
   * @param effects the kinds, beside those that are allowed already
   * @param body runs once, on this thread. Inside a transaction or around one
   * @param <T> the type of the result
   * @param <X> what the body may throw
   * @return what the body returned
   * @throws X what the body threw
   */
  public static <T extends @Nullable Object, X extends Throwable> T allow(
      Set<Effect> effects, Body<T, X> body) throws X {
    requireNonNull(effects, "effects");
    requireNonNull(body, "body");
    return SideEffects.allow(effects, body);
  }

  /**
   * Lets side effects of a body without a result pass; see {@link #allow(Set, Body)}.
   *
   * @param effects the kinds, beside those that are allowed already
   * @param body see {@link #allow(Set, Body)}
   * @param <X> what the body may throw
   * @throws X what the body threw
   */
  public static <X extends Throwable> void allow(Set<Effect> effects, VoidBody<X> body) throws X {
    requireNonNull(body, "body");
    allow(effects, new WithoutResult<>(body));
  }

  /**
   * Has something done once, after the commit: never for a try that is retried or aborted. Clojure
   * does this for sends to agents.
   *
   * @param effect runs on this thread, outside any transaction, after the watches, in the order of
   *     the calls. What it throws goes to {@link Failures}; the commit stands, the rest still runs.
   *     Outside a transaction it runs at once, and throws to the caller.
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator, which may
   *     run several times for one commit
   */
  public static void onCommit(Runnable effect) {
    requireNonNull(effect, "effect");
    Attempt attempt = Current.attempt();
    if (attempt == null) {
      effect.run();
    } else {
      attempt.effectsToHold().onCommit(effect);
    }
  }

  /**
   * Has something done if this try does not commit, whether it is retried or aborted: for what the
   * body has made and must be released again. Clojure has no such thing. Outside a transaction
   * nothing can abort, and the effect is dropped.
   *
   * @param effect runs once for each try that registered it and failed, on this thread, outside any
   *     transaction, last registered first, before the next try. In a nested transaction that
   *     throws it runs when that is undone. What it throws goes to {@link Failures}.
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator, which may
   *     run several times for one commit
   */
  public static void onAbort(Runnable effect) {
    requireNonNull(effect, "effect");
    Attempt attempt = Current.attempt();
    if (attempt != null) {
      attempt.effectsToHold().onAbort(effect);
    }
  }

  /**
   * Undoes this try, waits until one of the refs it has read is changed by another transaction, and
   * runs the body again. Haskell's {@code retry}; Clojure has no such thing. Such a wait does not
   * count as a lost try; a timeout ends it.
   *
   * @param <T> any type, since it never returns
   * @return never
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException if the transaction has read nothing, so that nothing could wake it
   */
  public static <T extends @Nullable Object> T retry() {
    throw Current.required("retry").block();
  }

  /**
   * Goes on if a condition holds; else {@link #retry()}.
   *
   * @param condition computed from refs that the transaction has read
   * @throws NoTransactionException outside a transaction
   * @throws DosyncException if the condition is false and the transaction has read nothing
   */
  public static void check(boolean condition) {
    Attempt attempt = Current.required("check");
    if (!condition) {
      throw attempt.block();
    }
  }

  /**
   * Runs the first body; if that calls {@link #retry()}, undoes what it did and runs the second. If
   * both do, the transaction waits for a change of anything that either has read. Haskell's {@code
   * orElse}; Clojure has no such thing. Outside a transaction it is one by itself.
   *
   * @param first tried first; part of the running transaction, all or nothing
   * @param second runs if the first calls {@link #retry()}; part of the running transaction
   * @param <T> the type of the result
   * @param <X> what the bodies may throw
   * @return what the first returned, or else the second
   * @throws X what either body threw; its part is undone
   */
  public static <T extends @Nullable Object, X extends Throwable> T orElse(
      Body<T, X> first, Body<T, X> second) throws X {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    Attempt attempt = Current.attempt();
    return attempt == null
        ? dosync(new Wrapped<>(first, () -> orElse(first, second)))
        : attempt.orElse(first, second);
  }
}
