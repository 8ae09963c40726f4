package org.dosync;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The moments that long readers need kept. A transaction pins at its first restart for want of an
 * old version; from then on commits keep what it may read, so it never restarts for that again.
 *
 * <p>Why a version that a pinned reader needs is never cut: the reader enters its pin and then
 * takes its read point; a commit can only cut the version that is visible at that point if it is
 * the second to replace it since, so it became pending after the clock had passed the read point,
 * or after the clock was marked there, and then it asks for {@link #oldest} and finds the pin. All
 * accesses are volatile.
 *
 * <p>The queue is in the order of the stamps, as far as it matters: one that was read before
 * another but entered after it belongs to a reader whose read point is later than both.
 */
final class Pins {

  static final long NONE = Long.MAX_VALUE;

  private static final Queue<Pin> QUEUE = new ConcurrentLinkedQueue<>();

  /** Never false again: many programs have no long reader, and their commits ask for nothing. */
  private static volatile boolean used;

  /** Keeps what may be read at or after a stamp, until it is released by one store. */
  static final class Pin {
    private final long stamp = StampClock.now();
    volatile boolean released;
  }

  private Pins() {}

  /** No pinned reader reads before this stamp. */
  static long oldest() {
    return used ? oldestInQueue() : NONE;
  }

  private static long oldestInQueue() {
    Pin oldest = QUEUE.peek();
    while (oldest != null && oldest.released) {
      QUEUE.remove(oldest);
      oldest = QUEUE.peek();
    }
    return oldest == null ? NONE : oldest.stamp;
  }

  /** Pins the present: read points taken after the call are safe. */
  static Pin pin() {
    oldest(); // leaves no released pins behind where nobody commits
    Pin pin = new Pin();
    QUEUE.add(pin);
    used = true;
    return pin;
  }
}
