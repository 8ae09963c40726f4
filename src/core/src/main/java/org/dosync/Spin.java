package org.dosync;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Waits that are expected to be short: first on the processor, then off it. */
final class Spin {

  private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;
  private static final int SPINS = ALONE ? 0 : 128;
  private static final int YIELDS = SPINS + 32;
  private static final long NAP_NANOS = 50_000;

  /** How many turns of {@link #linger} pay before a thread goes off the processor. */
  static final int LINGER = 20;

  private Spin() {}

  /** The {@code turn}-th wait of a loop that waits for another thread to take a few steps. */
  static void once(int turn) {
    if (turn < SPINS) {
      Thread.onSpinWait();
    } else if (turn < YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /**
   * The {@code turn}-th wait, a few microseconds in all, for what another thread may be about to
   * bring. Mostly yields: the other one may need this processor, and going off it costs more.
   */
  static void linger(int turn) {
    if (turn < 4) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /**
   * After the {@code lost}-th lost try in a row: a random wait of up to 16, 256, then 1024 turns.
   * Who loses again and again soon stands aside for long, and the others have the ref's cache line
   * to themselves meanwhile: by doubling, two threads at one counter commit 0.3 times as often.
   */
  static void backOff(int lost) {
    if (lost > 3 || ALONE) {
      Thread.yield();
    }
    int turns = ALONE ? 0 : ThreadLocalRandom.current().nextInt(1 << Math.min(4 * lost, 10));
    for (int turn = 0; turn < turns; turn++) {
      Thread.onSpinWait();
    }
  }
}
