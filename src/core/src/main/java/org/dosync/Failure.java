package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * An exception that has no caller to go to, because what it was thrown from runs after the fact or
 * on another thread.
 *
 * @param what what failed, in words: {@code watch audit}, {@code action}, {@code future}
 * @param source the reference, job or promise it belongs to; null for a transaction's hook
 * @param cause what was thrown
 * @param sentFrom for what runs on another thread the class that its function was written in; else
 *     null
 */
public record Failure(
    String what, @Nullable Object source, Throwable cause, @Nullable String sentFrom) {

  /**
   * A failure of something that runs on the thread that caused it.
   *
   * @param what what failed, in words
   * @param source the reference it belongs to, or null
   * @param cause what was thrown
   */
  public Failure(String what, @Nullable Object source, Throwable cause) {
    this(what, source, cause, null);
  }
}
