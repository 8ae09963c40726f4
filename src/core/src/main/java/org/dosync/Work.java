package org.dosync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.dosync.testing.Observation;

/**
 * What a runtime has under way: whoever closes it waits for this, and tells what was left of it.
 */
final class Work {

  /** Agents that are not idle, and futures that have not ended. */
  private final Busy busy = new Busy();

  /** Agents that wait for a restart. Nobody waits for them, and nobody else may know them. */
  private final Map<AgentLoop, Boolean> failed = new WeakHashMap<>();

  private final ReentrantLock failedLock = new ReentrantLock();

  /** Promises that actions and markers in mailboxes have to deliver. */
  private final Set<Promise<?>> owed = ConcurrentHashMap.newKeySet();

  /** Where threads wait to send. */
  private final Map<Thread, Room> waitingSenders = new ConcurrentHashMap<>();

  /** Those who wait until nothing is under way: closes, and the JVM's end. */
  private final List<Thread> waiting = new CopyOnWriteArrayList<>();

  /** How often something began; counted for tests only. */
  private final LongAdder begun = new LongAdder();

  void began(Busy.Note note) {
    busy.add(note);
    if (Observation.isPossible()) {
      begun.increment(); // last: who finds the same number twice has seen all that is between
    }
  }

  long begun() {
    return begun.sum();
  }

  /** The note tells this time of work from the next one, which may have begun already. */
  void ended(Busy.Note note) {
    note.strikeOut();
    if (!waiting.isEmpty()) {
      waiting.forEach(LockSupport::unpark);
    }
  }

  void failed(AgentLoop agent) {
    failedLock.lock();
    try {
      failed.put(agent, true);
    } finally {
      failedLock.unlock();
    }
  }

  void restarted(AgentLoop agent, Busy.Note note) {
    began(note);
    failedLock.lock();
    try {
      failed.remove(agent);
    } finally {
      failedLock.unlock();
    }
  }

  Collection<Activity> underWay() {
    return busy.activities();
  }

  /** For tests: how much is kept of what is, or was, under way. */
  int kept() {
    return busy.kept();
  }

  List<AgentLoop> failedAgents() {
    failedLock.lock();
    try {
      return List.copyOf(failed.keySet());
    } finally {
      failedLock.unlock();
    }
  }

  void owes(Promise<?> promise) {
    owed.add(promise);
    if (promise.isDone()) {
      owed.remove(promise);
    }
  }

  void delivered(Promise<?> promise) {
    owed.remove(promise);
  }

  Collection<Promise<?>> owed() {
    return owed;
  }

  boolean awaitRoom(Room room, BooleanSupplier condition, long nanos) throws InterruptedException {
    waitingSenders.put(Thread.currentThread(), room);
    try {
      return room.await(condition, nanos);
    } finally {
      waitingSenders.remove(Thread.currentThread());
    }
  }

  void wakeSenders() {
    waitingSenders.values().forEach(Room::changed);
  }

  /** Waits until nothing is under way, not longer than so; an interrupt ends the wait. */
  void awaitNone(long nanos) {
    long deadline = System.nanoTime() + nanos;
    waiting.add(Thread.currentThread());
    try {
      while (!busy.isEmpty() && !Thread.currentThread().isInterrupted()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        LockSupport.parkNanos(this, left);
      }
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }
}
