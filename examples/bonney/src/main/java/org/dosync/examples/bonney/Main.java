package org.dosync.examples.bonney;

import org.dosync.DosyncRuntime;

/** Goes through the schedule as the README of at-at does. */
public final class Main {

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("bonney").build()) {
      new Walkthrough(runtime, System.out).run();
    }
  }
}
