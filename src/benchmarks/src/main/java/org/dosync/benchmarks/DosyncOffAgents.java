package org.dosync.benchmarks;

import org.dosync.Action;
import org.dosync.Agent;
import org.dosync.Promise;

/** Dosync with {@code sendOff}. */
final class DosyncOffAgents extends DosyncAgents {
  DosyncOffAgents(int count) {
    super(count);
  }

  @Override
  void send(Agent<Long> agent, Action<Long> action) {
    agent.sendOff(action);
  }

  @Override
  Promise<Long> submit(Agent<Long> agent, Action<Long> action) {
    return agent.submitOff(action);
  }
}
