package org.dosync;

import jdk.jfr.FlightRecorder;

/** Whether Flight Recorder records. A JVM may have none: nobody else asks the JDK for it. */
final class Flight {

  private static final boolean IS_THERE = find();

  private Flight() {}

  private static boolean find() {
    try {
      Class.forName("jdk.jfr.FlightRecorder", false, Flight.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** Whether anything is or was recorded in this JVM; if not it is a look at one field. */
  static boolean isOn() {
    return IS_THERE && FlightRecorder.isInitialized();
  }

  /** Whether events can be made. */
  static boolean isThere() {
    return IS_THERE;
  }
}
