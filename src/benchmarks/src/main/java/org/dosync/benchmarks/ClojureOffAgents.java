package org.dosync.benchmarks;

/** Clojure with {@code send-off}. */
final class ClojureOffAgents extends ClojureAgents {
  ClojureOffAgents(int count) {
    super(count);
  }

  @Override
  String sendName() {
    return "send-off";
  }
}
