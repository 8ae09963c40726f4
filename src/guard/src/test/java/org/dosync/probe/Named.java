package org.dosync.probe;

/** Has a method that the settings of the guard name, and one that they do not. */
public final class Named {

  private Named() {}

  static int sends() {
    return 1;
  }

  static int computes() {
    return 2;
  }
}
