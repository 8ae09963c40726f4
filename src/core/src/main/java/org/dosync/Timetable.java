package org.dosync;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is due when, and a thread that waits for it: there only while there is something to do. */
final class Timetable {

  /** How late a change of the time of day may be seen. */
  private static final long LOOK_AT_THE_TIME_OF_DAY = TimeUnit.SECONDS.toNanos(1);

  private static final long IDLE = TimeUnit.SECONDS.toNanos(5);

  private final SchedulerClock clock;
  private final String threadName;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final Queue<Due> byNanos =
      new PriorityQueue<>((one, other) -> Long.signum(one.nanos - other.nanos));
  private final Queue<Due> byInstant =
      new PriorityQueue<>(Comparator.comparing(Timetable::instant));
  private @Nullable Thread thread;
  private boolean closed;

  Timetable(SchedulerClock clock, String threadName) {
    this.clock = clock;
    this.threadName = threadName;
    clock.onMove(this::look);
  }

  private static Instant instant(Due due) {
    return due.instant == null ? Instant.MAX : due.instant;
  }

  private Queue<Due> queueOf(Due due) {
    return due.instant == null ? byNanos : byInstant;
  }

  void add(Due due) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      queueOf(due).add(due);
      if (thread == null) {
        Thread started = Pools.daemon(threadName, Timetable.class.getClassLoader(), this::run);
        started.start();
        thread = started;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void remove(@Nullable Due due) {
    if (due != null) {
      lock.lock();
      try {
        queueOf(due).remove(due);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Time may have been moved. */
  private void look() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      byNanos.clear();
      byInstant.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    boolean goOn = true;
    while (goOn) {
      goOn = runNext();
    }
  }

  /** Whether there may be something else. */
  private boolean runNext() {
    try {
      Due due = next();
      if (due != null) {
        due.job.due(due);
      }
      return due != null;
    } catch (InterruptedException notMeantForUs) {
      return true;
    } catch (Throwable thrown) {
      Failures.report("scheduler", threadName, thrown);
      return true;
    }
  }

  /** Waits for what is due; null if the thread is to end. */
  private @Nullable Due next() throws InterruptedException {
    lock.lock();
    try {
      boolean idle = false;
      while (!closed && !(idle && isEmpty())) {
        Due due = takeDue();
        if (due != null) {
          return due;
        }
        idle = changed.awaitNanos(isEmpty() ? IDLE : untilNext()) <= 0;
      }
      thread = null;
      return null;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return byNanos.isEmpty() && byInstant.isEmpty();
  }

  private @Nullable Due takeDue() {
    Due first = byNanos.peek();
    if (first != null && first.nanos - clock.nanoTime() <= 0) {
      return byNanos.poll();
    }
    Due wall = byInstant.peek();
    return wall != null && !instant(wall).isAfter(clock.instant()) ? byInstant.poll() : null;
  }

  private long untilNext() {
    long left = Long.MAX_VALUE;
    Due first = byNanos.peek();
    if (first != null) {
      left = first.nanos - clock.nanoTime();
    }
    Due wall = byInstant.peek();
    if (wall != null) {
      Duration until = Duration.between(clock.instant(), instant(wall));
      left = Math.min(left, Math.min(LOOK_AT_THE_TIME_OF_DAY, TimeUnit.NANOSECONDS.convert(until)));
    }
    return left;
  }
}
