package org.dosync;

import jdk.jfr.Event;

/** An event that takes time, and may have a threshold. */
abstract class TimedEvent extends Event {

  /** Whether somebody records such events; then it has begun. */
  final boolean begins() {
    boolean enabled = isEnabled();
    if (enabled) {
      begin();
    }
    return enabled;
  }

  /** Whether it is to be told: the threshold is compared with what lies between begin and end. */
  final boolean ended() {
    end();
    return shouldCommit();
  }
}
