package org.dosync;

/**
 * A function that says where it comes from, if that is not the class it was written in: for modules
 * that send for others. {@link Failure#sentFrom} repeats it.
 */
public interface SentFrom {

  /**
   * Where it comes from, in words.
   *
   * @return for example {@code Backup.upload}
   */
  String sentFrom();
}
