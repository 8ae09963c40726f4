package org.dosync;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where senders wait for a place in a full mailbox. Costs those who make room one look. */
final class Room {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Waits until the condition holds, not longer than so; whether it did at the last look. */
  boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    waiting.incrementAndGet();
    try {
      VarHandle.fullFence(); // says that it waits, looks afterwards
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  /** The condition may hold now, for all. */
  void changed() {
    tell(Condition::signalAll);
  }

  /** There is one place more: one of those who wait may have it. */
  void onePlaceMore() {
    tell(Condition::signal);
  }

  private void tell(Consumer<Condition> signal) {
    VarHandle.fullFence();
    if (waiting.get() > 0) {
      lock.lock();
      try {
        signal.accept(changed);
      } finally {
        lock.unlock();
      }
    }
  }
}
