package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What is sent to an agent: takes its state and returns the next one.
 *
 * @param <T> the type of the agent's state
 */
@FunctionalInterface
public interface Action<T extends @Nullable Object> {

  /**
   * Runs the action, once, on a thread of the executor it was sent to, outside any transaction. No
   * other action of the same agent runs meanwhile. It may have side effects, and may block if it
   * was sent by {@code sendOff}.
   *
   * @param state the state now
   * @return the next state, which may be the same
   * @throws Exception makes the agent fail, or is passed over: see {@link ErrorMode}; the state
   *     stays
   */
  T apply(T state) throws Exception;
}
