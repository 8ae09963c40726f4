package org.dosync;

import java.io.File;

/** A class that is in Dosync's package, but not Dosync's. */
public final class Stranger {

  private Stranger() {}

  /**
   * Has an effect.
   *
   * @param directory what is made
   */
  public static void make(File directory) {
    directory.mkdir();
  }
}
