package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;
import org.dosync.Action;
import org.dosync.Agent;
import org.dosync.Promise;

/** Dosync as it comes, with {@code send}. */
class DosyncAgents extends Agents {
  private static final Action<Long> ADD_ONE = n -> n + 1;

  private final Agent<Long>[] agents;

  DosyncAgents(int count) {
    agents = Stm.array(count);
    for (int i = 0; i < count; i++) {
      agents[i] = Agent.of(0L);
    }
  }

  void send(Agent<Long> agent, Action<Long> action) {
    agent.send(action);
  }

  Promise<Long> submit(Agent<Long> agent, Action<Long> action) {
    return agent.submit(action);
  }

  @Override
  final void send(int agent) {
    send(agents[agent], ADD_ONE);
  }

  @Override
  final void send(int agent, CountDownLatch handled) {
    send(
        agents[agent],
        n -> {
          handled.countDown();
          return n + 1;
        });
  }

  @Override
  final void sendThenAwait(int agent) {
    send(agents[agent], ADD_ONE);
    Agent.await(agents[agent]);
  }

  @Override
  final long ask(int agent) {
    return submit(agents[agent], ADD_ONE).deref();
  }

  @Override
  final void pass(int messages, CountDownLatch handled) {
    passTo(0, messages, handled);
  }

  private void passTo(int agent, int left, CountDownLatch handled) {
    send(
        agents[agent],
        n -> {
          if (left == 1) {
            handled.countDown();
          } else {
            passTo(agent + 1 == agents.length ? 0 : agent + 1, left - 1, handled);
          }
          return n + 1;
        });
  }

  @Override
  final long value(int agent) {
    Agent.await(agents[agent]);
    return agents[agent].deref();
  }
}
