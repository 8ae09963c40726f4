package org.dosync.cdi;

import org.jspecify.annotations.Nullable;

/**
 * A shared reference has changed: what its observers are told.
 *
 * <pre>{@code
 * void on(@Observes @Shared("salary") Changed<Integer> change) { ... }
 * }</pre>
 *
 * <p>Once for each successful change, after it: for a {@link org.dosync.Ref} once for each
 * transaction, after its commit. Observers run as watches do ({@link
 * org.dosync.Reference#addWatch}): on the thread that made the change, in the order of their
 * priorities; what one throws goes to {@link org.dosync.Failures}, and stops neither the others nor
 * the caller. They have a request context: the thread's, or else one of their own. Without {@link
 * Shared} an observer is told of all references of the type.
 *
 * @param name the name of the reference
 * @param oldValue the value before the change
 * @param newValue the value after it; the reference may hold a newer one already
 * @param <T> the type of the reference's value
 */
public record Changed<T extends @Nullable Object>(String name, T oldValue, T newValue) {}
