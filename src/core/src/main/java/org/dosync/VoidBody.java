package org.dosync;

/**
 * What a transaction does, without a result. It may run several times; see {@link Transaction}.
 * Also what a {@link Job} does.
 *
 * @param <X> what it may throw; a body that throws nothing checked infers {@code RuntimeException}
 */
@FunctionalInterface
public interface VoidBody<X extends Throwable> {

  /**
   * Runs the body once.
   *
   * @throws X to abort the transaction; a job goes on
   */
  void run() throws X;
}
