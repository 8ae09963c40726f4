package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What follows the failure of an agent, on the thread of its last action: work of its runtime, but
 * no part of an action any more. It may send at once and restart the agent, but not wait for room
 * in another one.
 */
final class Aftermath implements Activity {

  private final AgentLoop failed;

  /** For the runtime, as long as this has not ended. */
  private final Busy.Note note = new Busy.Note(this);

  private volatile @Nullable Promise<?> awaited;

  Aftermath(AgentLoop failed) {
    this.failed = failed;
  }

  Busy.Note note() {
    return note;
  }

  @Override
  public @Nullable Promise<?> awaited() {
    return awaited;
  }

  @Override
  public void await(@Nullable Promise<?> promise) {
    awaited = promise;
  }

  @Override
  public DosyncRuntime runtime() {
    return failed.runtime();
  }

  /** What the agent holds is told as that of one that has failed. */
  @Override
  public CloseReport.Left closed() {
    return new CloseReport.Left(subject(), true, 0);
  }

  @Override
  public Object subject() {
    return failed.subject();
  }
}
