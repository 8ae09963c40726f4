package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What runs users' code for others: an agent, or a task. Knows what it waits for itself, so that a
 * wait that closes a circle is found before it begins.
 */
interface Activity {

  /** What has to get on before this can, or null if it does not wait for anything known. */
  @Nullable Activity blocker();

  void blockedBy(@Nullable Activity blocker);

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
