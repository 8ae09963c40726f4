package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * An agent has failed and waits for {@link Agent#restart}; what was attempted did not happen.
 * Clojure's {@code RuntimeException("Agent is failed, needs restart")}. The cause is what made the
 * agent fail.
 */
public final class AgentFailedException extends DosyncException {

  private static final long serialVersionUID = 1L;
  private final transient Agent<?> agent;

  AgentFailedException(String attempted, Agent<?> agent, @Nullable Throwable cause) {
    super("Agent is failed, needs restart: " + attempted + " " + agent, cause);
    this.agent = agent;
  }

  /**
   * The agent that has failed.
   *
   * @return the agent; {@code null} only in a deserialized exception
   */
  public Agent<?> agent() {
    return agent;
  }
}
