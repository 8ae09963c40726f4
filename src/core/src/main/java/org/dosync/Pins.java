package org.dosync;

import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The moments that long readers need kept. A transaction pins at its first restart for want of an
 * old version; from then on commits keep what it may read, so it never restarts for that again.
 *
 * <p>Why a version that a pinned reader needs is never cut: the reader publishes its pin and then
 * takes its read point; a commit can only cut the version that is visible at that point if it is
 * the second to replace it since, so it became pending after the clock had passed the read point,
 * and then it reads {@link #oldest} and sees the pin. All four accesses are volatile.
 */
final class Pins {

  static final long NONE = Long.MAX_VALUE;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final TreeMap<Long, Integer> COUNTS = new TreeMap<>();
  private static volatile long oldest = NONE;

  private Pins() {}

  /** No pinned reader reads before this stamp. */
  static long oldest() {
    return oldest;
  }

  /** Pins the present; read points taken after the call are safe until {@link #unpin}. */
  static long pin() {
    LOCK.lock();
    try {
      long pin = StampClock.now();
      COUNTS.merge(pin, 1, Integer::sum);
      oldest = COUNTS.firstKey();
      return pin;
    } finally {
      LOCK.unlock();
    }
  }

  static void unpin(long pin) {
    LOCK.lock();
    try {
      COUNTS.computeIfPresent(pin, (key, count) -> count == 1 ? null : count - 1);
      oldest = COUNTS.isEmpty() ? NONE : COUNTS.firstKey();
    } finally {
      LOCK.unlock();
    }
  }
}
