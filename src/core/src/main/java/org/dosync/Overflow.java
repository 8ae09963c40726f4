package org.dosync;

/**
 * What a send does when as many actions wait for the agent as its capacity allows. Clojure's agents
 * have no limit.
 */
public enum Overflow {
  /** It is refused with {@link AgentFullException}. The default. */
  REJECT,

  /**
   * It waits for a place, as long as the agent's {@code sendTimeout} says, and is then refused. In
   * a transaction, in an action of any agent, or in what is told of its failure, it is refused at
   * once: those must not wait.
   */
  BLOCK,

  /**
   * The oldest action that does not run yet is dropped and reported to {@link Failures}; its
   * promise, if it has one, fails with {@link AgentFullException}. If there is none, because all
   * places are taken by the running action and by sends that transactions or actions hold back, the
   * send is refused. A send in a transaction or an action drops when it takes its place, which is
   * at the call: what was dropped does not come back if that send never goes out. Whoever is told
   * of it is told on the sender's thread when the send has its place, but is no part of the
   * sender's transaction or action; it may not wait there, and a send of that thread drops nothing
   * more meanwhile, and is refused where it would.
   */
  DROP_OLDEST,

  /** There is no limit but the memory. */
  UNBOUNDED
}
