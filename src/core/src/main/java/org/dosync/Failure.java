package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * An exception that has no caller to go to, because what it was thrown from runs after the fact.
 *
 * @param what what failed, in words: {@code watch audit}
 * @param source the reference whose watch failed; null for a transaction's hook
 * @param cause what was thrown
 */
public record Failure(String what, @Nullable Object source, Throwable cause) {}
