package org.dosync;

import java.util.concurrent.Executor;

/** Runtimes and executors without threads of their own: the actors are the threads. */
final class Runtimes {

  /** Runs actions in the thread that sends them, or makes the agent go on. */
  static final Executor HERE = Runnable::run;

  static final DosyncRuntime ONE = of();

  private Runtimes() {}

  static DosyncRuntime of() {
    return DosyncRuntime.builder().name("stress").sendExecutor(HERE).sendOffExecutor(HERE).build();
  }

  static Agent<Integer> failedAgent(int capacity) {
    Agent<Integer> agent = agent(capacity, Overflow.REJECT);
    agent.send(
        n -> {
          throw new IllegalStateException("on purpose");
        });
    return agent;
  }

  static Agent<Integer> agent(int capacity, Overflow overflow) {
    return Agent.builder(0)
        .runtime(ONE)
        .capacity(capacity)
        .overflow(overflow)
        .errorHandler((failed, thrown) -> {})
        .errorMode(ErrorMode.FAIL)
        .build();
  }
}
