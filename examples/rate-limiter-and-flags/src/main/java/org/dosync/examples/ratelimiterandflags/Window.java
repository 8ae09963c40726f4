package org.dosync.examples.ratelimiterandflags;

import java.time.Duration;
import java.time.Instant;

/** How many requests have been admitted until its end. */
record Window(Instant end, int admitted) {

  static final Duration LENGTH = Duration.ofHours(1);

  /** The next window, or this one if there is no room in it. */
  Window admit(Instant now, int limit) {
    if (now.isAfter(end)) {
      return new Window(now.plus(LENGTH), 1);
    }
    return admitted < limit ? new Window(end, admitted + 1) : this;
  }
}
