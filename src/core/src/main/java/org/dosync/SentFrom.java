package org.dosync;

/**
 * A function that says where it comes from, if that is not the class it was written in: for modules
 * that send for others. {@link Failure#sentFrom} repeats it.
 *
 * <p>What {@link Promise#thenCompose} of an action's promise returns for such a function takes the
 * place of that promise: a failure that nobody asks for goes to {@link Failures}, as that of a
 * future does, and to cancel it withdraws the action.
 */
public interface SentFrom {

  /**
   * Where it comes from, in words.
   *
   * @return for example {@code Backup.upload}
   */
  String sentFrom();
}
