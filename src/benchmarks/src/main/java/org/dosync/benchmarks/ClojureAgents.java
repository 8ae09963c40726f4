package org.dosync.benchmarks;

import clojure.java.api.Clojure;
import clojure.lang.AFn;
import clojure.lang.Agent;
import clojure.lang.IDeref;
import clojure.lang.IFn;
import clojure.lang.Var;
import java.util.concurrent.CountDownLatch;

/**
 * Clojure's own compiled {@code send}, {@code await}, {@code promise} and {@code deliver}, called
 * without the vars that lead to them.
 */
class ClojureAgents extends Agents {
  private static final IFn INC = core("inc");
  private static final IFn AWAIT = core("await");
  private static final IFn PROMISE = core("promise");
  private static final IFn DELIVER = core("deliver");

  private final IFn send = core(sendName());
  private final Agent[] agents;

  ClojureAgents(int count) {
    agents = new Agent[count];
    for (int i = 0; i < count; i++) {
      agents[i] = new Agent(0L);
    }
  }

  String sendName() {
    return "send";
  }

  static IFn core(String name) {
    return (IFn) ((Var) Clojure.var("clojure.core", name)).deref();
  }

  @Override
  final void send(int agent) {
    send.invoke(agents[agent], INC);
  }

  @Override
  final void send(int agent, CountDownLatch handled) {
    send.invoke(
        agents[agent],
        new AFn() {
          @Override
          public Object invoke(Object n) {
            handled.countDown();
            return INC.invoke(n);
          }
        });
  }

  @Override
  final void sendThenAwait(int agent) {
    send.invoke(agents[agent], INC);
    AWAIT.invoke(agents[agent]);
  }

  /** The promise is told by the action, as Clojure has no way to ask for the state after it. */
  @Override
  final long ask(int agent) {
    Object answer = PROMISE.invoke();
    send.invoke(
        agents[agent],
        new AFn() {
          @Override
          public Object invoke(Object n) {
            Object next = INC.invoke(n);
            DELIVER.invoke(answer, next);
            return next;
          }
        });
    return (Long) ((IDeref) answer).deref();
  }

  @Override
  final void pass(int messages, CountDownLatch handled) {
    passTo(0, messages, handled);
  }

  private void passTo(int agent, int left, CountDownLatch handled) {
    send.invoke(
        agents[agent],
        new AFn() {
          @Override
          public Object invoke(Object n) {
            if (left == 1) {
              handled.countDown();
            } else {
              passTo(agent + 1 == agents.length ? 0 : agent + 1, left - 1, handled);
            }
            return INC.invoke(n);
          }
        });
  }

  @Override
  final long value(int agent) {
    AWAIT.invoke(agents[agent]);
    return (Long) agents[agent].deref();
  }
}
