package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What follows the failure of an agent, on the thread of its last action: work of its runtime, but
 * no part of an action any more. It may send at once and restart the agent, but not wait for room
 * in another one.
 */
final class Aftermath implements Activity {

  private final AgentLoop failed;
  private volatile @Nullable Promise<?> awaited;

  Aftermath(AgentLoop failed) {
    this.failed = failed;
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

  /** The agent itself is what is known to be under way. */
  @Override
  public CloseReport.@Nullable Left closed() {
    return null;
  }

  @Override
  public Object subject() {
    return failed.subject();
  }
}
