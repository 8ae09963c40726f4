package org.dosync;

import java.util.concurrent.RejectedExecutionException;

/**
 * An agent has as many actions waiting as its capacity allows; this one was not accepted, or had to
 * make room. A {@link RejectedExecutionException}, as Java calls what an executor cannot take.
 */
public final class AgentFullException extends RejectedExecutionException {

  private static final long serialVersionUID = 1L;
  private final transient Agent<?> agent;

  AgentFullException(String message, Agent<?> agent) {
    super(message);
    this.agent = agent;
  }

  /**
   * The agent that is full.
   *
   * @return the agent; {@code null} only in a deserialized exception
   */
  public Agent<?> agent() {
    return agent;
  }
}
