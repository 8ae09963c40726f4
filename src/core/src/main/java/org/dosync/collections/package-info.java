/**
 * Collections that are made of refs: a map, a set, a queue, an array. Any number of their
 * operations, and whatever else a transaction does, take effect together or not at all; two threads
 * that use different keys, different places, or the two ends of a queue, do not get in each other's
 * way.
 *
 * <p>One rule for all: in a transaction an operation is a part of that; outside it is a transaction
 * of its own. What walks a collection (size, iteration, {@code snapshot}, {@code toString}) sees
 * one moment of it, and iterators go over the collection as it was when they were made: they never
 * fail because somebody changed it, and stay valid after their transaction. An iterator itself is
 * plain memory, and so is an entry that it gives: how far it has gone, what it has removed, and
 * what was set in the entry is not forgotten when a try is undone. So make it in the body that uses
 * it; one from outside may throw {@link IllegalStateException} in the second try.
 *
 * <p>Elements must be immutable, or be treated so, like the values of every {@link org.dosync.Ref}.
 * Functions that are given to an operation (for example to {@code compute}) run once in each try of
 * the transaction, may use refs and these collections, and must have no other effects.
 *
 * <p>Changes in a read-only transaction throw {@link org.dosync.DosyncException}. Clojure has no
 * such collections: there a map in a single ref is what two strangers change one after the other.
 */
@NullMarked
package org.dosync.collections;

import org.jspecify.annotations.NullMarked;
