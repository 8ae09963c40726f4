package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What runs users' code for others: an agent, or a task. Knows what it waits for itself, so that a
 * wait that closes a circle is found before it begins.
 */
interface Activity {

  /** What it waits for, or null if it does not wait for a promise. */
  @Nullable Promise<?> awaited();

  void await(@Nullable Promise<?> promise);

  /** Whose work it is. */
  DosyncRuntime runtime();

  /**
   * Its runtime takes no new work any more: drops what has not begun, and interrupts what runs, if
   * that is possible. Returns what is left undone, or null.
   */
  CloseReport.@Nullable Left closed();

  /** For messages: who it is. */
  Object subject();
}
