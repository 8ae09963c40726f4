/**
 * Clojure's model of identity, state and time for Java: atoms, refs in transactions, agents;
 * futures, promises, delays; a scheduler, and a runtime that owns the threads.
 *
 * <p>A reference ({@link org.dosync.Atom}, {@link org.dosync.Ref}, {@link org.dosync.LongRef},
 * {@link org.dosync.Agent}) is an identity; what it holds is an immutable value. Functions take the
 * old value and return the new one; nobody writes a lock.
 *
 * <h2>Memory effects</h2>
 *
 * <p>What a thread did before it put a value into a reference <i>happens-before</i> what another
 * thread does after it read that value there. What a transaction did before its commit
 * <i>happens-before</i> every transaction that begins, and every {@code deref} that returns one of
 * its values, after that commit. A {@link org.dosync.Delay}'s body <i>happens-before</i> the return
 * of every {@code deref} of it. What a thread did before it sent an action, started a future or
 * made a job <i>happens-before</i> its run; what an action did <i>happens-before</i> the next
 * action of its agent, and every {@code deref} that returns its state; what a run of a job did
 * <i>happens-before</i> its next run, unless they overlap; what was done before a promise was
 * delivered <i>happens-before</i> the return of whoever has asked for it. Values themselves must be
 * immutable, or be treated so: a transaction cannot undo a change made inside a value.
 *
 * <h2>Nulls</h2>
 *
 * <p>{@code null} is a legal value of every reference but a {@code LongRef}. Everything else that
 * is passed in must not be null, unless marked so; a {@link java.lang.NullPointerException} names
 * the argument.
 */
@NullMarked
package org.dosync;

import org.jspecify.annotations.NullMarked;
