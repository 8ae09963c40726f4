package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;

/** Handles nothing. */
final class ForgetfulAgents extends Agents {
  ForgetfulAgents(int count) {}

  @Override
  void send(int agent) {}

  @Override
  void send(int agent, CountDownLatch handled) {}

  @Override
  void sendThenAwait(int agent) {}

  @Override
  long ask(int agent) {
    return 0;
  }

  @Override
  void pass(int messages, CountDownLatch handled) {}

  @Override
  long value(int agent) {
    return 0;
  }
}
