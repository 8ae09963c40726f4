package org.dosync;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Unique numbers for refs, from a few counters that threads share, so that none is a bottleneck.
 */
final class RefIds {

  private static final int STRIPES = 8;
  private static final int PADDING = 16;
  private static final AtomicLongArray COUNTERS = new AtomicLongArray((STRIPES + 1) * PADDING);

  private RefIds() {}

  @SuppressWarnings("deprecation") // Thread.threadId() came with 19
  static long next() {
    int stripe = (int) Thread.currentThread().getId() & (STRIPES - 1);
    return COUNTERS.getAndIncrement((stripe + 1) * PADDING) * STRIPES + stripe;
  }

  /** How far the counters have come. */
  static long[] counters() {
    long[] counters = new long[STRIPES];
    Arrays.setAll(counters, stripe -> COUNTERS.get((stripe + 1) * PADDING));
    return counters;
  }

  /** Whether a number was given out after the counters had come so far. */
  static boolean isSince(long[] counters, long id) {
    return id / STRIPES >= counters[(int) (id % STRIPES)];
  }
}
