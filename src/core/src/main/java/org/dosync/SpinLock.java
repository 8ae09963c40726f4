package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for a few steps. It is released by a store to {@link #held}, without a call: after a stack
 * overflow inside it a call would overflow again, and the lock would be held for ever.
 */
final class SpinLock {

  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** To be set to false by the holder, in a finally. */
  volatile boolean held;

  void lock() {
    for (int turn = 0; !HELD.compareAndSet(this, false, true); turn++) {
      Spin.once(turn);
    }
  }
}
