package org.dosync;

/**
 * What an agent does when an action throws, or its validator refuses the new state: Clojure's
 * {@code :error-mode}.
 */
public enum ErrorMode {
  /**
   * It fails: its state stays, later sends are refused with {@link AgentFailedException}, and what
   * was sent before waits for {@link Agent#restart}, unless it has a promise, which fails: that
   * action is dropped. The default of an agent without an error handler.
   */
  FAIL,

  /**
   * It goes on with the next action, as if this one had never been sent. The default of an agent
   * with an error handler.
   */
  CONTINUE
}
