package org.dosync;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where senders wait for a place in a full mailbox. Costs those who make room one look. */
final class Room {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Waits until the condition holds, not longer than so; whether it does. */
  boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    waiting.incrementAndGet();
    try {
      VarHandle.fullFence(); // says that it waits, looks afterwards
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  /** The condition may hold now. */
  void changed() {
    VarHandle.fullFence();
    if (waiting.get() > 0) {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
