package org.dosync;

/**
 * Carries the context of a sender (a trace, a class loader, a user) to the thread that runs what
 * was sent. {@code threadContext::contextualRunnable} of MicroProfile and {@code
 * contextService::contextualRunnable} of Jakarta Concurrency are such functions.
 *
 * <pre>{@code
 * ContextCapture user =
 *     body -> {
 *       User sender = User.current();                  // captured, on the sender's thread
 *       return () -> {
 *         User before = User.set(sender);              // set, on the thread that runs it
 *         try {
 *           body.run();
 *         } finally {
 *           User.set(before);                          // restored
 *         }
 *       };
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface ContextCapture {

  /**
   * Called once for each send, start and job, on the thread of the sender, inside its transaction
   * if there is one (so once for each try). What it throws reaches the sender, and nothing is sent.
   *
   * @param body what is to run in the context; handles its own failures
   * @return sets the context, runs the body once, and restores what was there before, in a {@code
   *     finally}. If it throws without having run the body, that is what the action or future fails
   *     with; if it throws later, {@link Failures} gets it.
   */
  Runnable capture(Runnable body);
}
