package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * The values around one change: what {@link Atom#swapVals} and {@link Atom#resetVals} return.
 *
 * @param oldValue the value just before the change
 * @param newValue the value that replaced it
 * @param <T> the type of the values
 */
public record Change<T extends @Nullable Object>(T oldValue, T newValue) {}
