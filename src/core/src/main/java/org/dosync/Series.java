package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Times of day, as {@link Scheduler#atEach} is given them.
 *
 * @param next the user's function from a moment to the first time after it
 */
record Series(UnaryOperator<Instant> next) {

  /** Of jobs that do not go by one. */
  static final Series NONE = new Series(moment -> Instant.MAX);

  Instant after(Instant moment) {
    Instant time = requireNonNull(next.apply(moment), "time");
    if (!time.isAfter(moment)) {
      throw new IllegalArgumentException(
          "The time after " + moment + " must be later, not " + time);
    }
    return time;
  }

  /** From a time of the series on to a later moment: one, or more; how many more only if asked. */
  long passed(Instant first, Instant latest, boolean all) {
    long passed = 1;
    Instant time = after(first);
    while (!time.isAfter(latest) && (all || passed == 1)) {
      passed++;
      time = after(time);
    }
    return passed;
  }
}
