package org.dosync;

/**
 * What follows the failure of an agent, on the thread of its last action: work of its runtime, but
 * no part of an action any more. It may send at once and restart the agent, but not wait for room
 * in another one.
 */
final class Aftermath extends Following {

  private final AgentLoop failed;

  Aftermath(AgentLoop failed) {
    this.failed = failed;
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
