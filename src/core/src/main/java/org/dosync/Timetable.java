package org.dosync;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is due when, and a thread that waits for it: there only while there is something to do. */
final class Timetable {

  /**
   * How late a change of the time of day may be seen; and how soon to try again what has failed.
   */
  private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SchedulerClock clock;
  private final String threadName;
  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableSet<Due> byNanos = new TreeSet<>(Due.BY_NANOS);
  private final NavigableSet<Due> byInstant = new TreeSet<>(Due.BY_INSTANT);

  /** Those of a series, which are by instant too: the one that was asked for last comes last. */
  private final NavigableSet<Due> byAsked = new TreeSet<>(Due.BY_ASKED);

  private boolean closed;

  /** How often the clock was moved. A wake-up may be spent on the wait for the lock. */
  private final AtomicLong moves = new AtomicLong();

  private volatile @Nullable Thread thread;

  /** What the clock said when the thread looked last. The clock may be what goes wrong. */
  private long looked;

  /** The two kinds take turns: a job with a tiny period is due at each look. */
  private boolean wasByNanos;

  Timetable(SchedulerClock clock, String threadName) {
    this.clock = clock;
    this.threadName = threadName;
    clock.onMove(this::moved);
  }

  private NavigableSet<Due> tableOf(Due due) {
    return due.instant() == null ? byNanos : byInstant;
  }

  private void put(Due due) {
    tableOf(due).add(due);
    if (due.asked() != null) {
      byAsked.add(due);
    }
  }

  private boolean take(Due due) {
    byAsked.remove(due);
    return tableOf(due).remove(due);
  }

  void add(Due due) {
    lock.lock();
    try {
      if (!closed) {
        put(due);
        startThread();
      }
    } finally {
      lock.unlock();
    }
    wake();
  }

  private void startThread() {
    if (thread == null) {
      Thread started = Pools.daemon(threadName, Timetable.class.getClassLoader(), this::run);
      started.start();
      thread = started;
    }
  }

  void remove(@Nullable Due due) {
    if (due != null) {
      lock.lock();
      try {
        if (take(due) && isEmpty()) {
          wake();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void moved() {
    moves.incrementAndGet();
    wake();
  }

  /** There may be something due. */
  private void wake() {
    LockSupport.unpark(thread);
  }

  /** Empties the table, and waits for the end of the thread unless that is kept from ending. */
  void close() {
    Thread ending = forget();
    if (ending != null && ending != Thread.currentThread()) {
      try {
        ending.join(TimeUnit.NANOSECONDS.toMillis(A_SECOND));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable Thread forget() {
    lock.lock();
    try {
      closed = true;
      byNanos.clear();
      byInstant.clear();
      byAsked.clear();
      wake();
      return thread;
    } finally {
      lock.unlock();
    }
  }

  // ---- the thread

  private void run() {
    boolean on = true;
    while (on) {
      on = goesOn();
    }
  }

  /** Waits for what is due and lets it run. Whatever goes wrong, the others have to go on. */
  private boolean goesOn() {
    Due due = null;
    try {
      due = next();
      if (due != null) {
        due.job().due(due);
      }
      return due != null;
    } catch (Throwable thrown) {
      recover(due, thrown);
      return true;
    }
  }

  private void recover(@Nullable Due due, Throwable thrown) {
    try {
      Failures.report("schedule", due == null ? null : due.job(), thrown);
      if (due == null) {
        rest();
      } else {
        due.job().dueAgain(due, looked + A_SECOND);
      }
    } catch (Throwable again) {
      thrown.addSuppressed(again); // it was told; there is nobody else to tell
    }
  }

  /** The clock can't tell what is due: nobody's time can come before it is asked again. */
  private void rest() {
    LockSupport.parkNanos(this, A_SECOND);
    Thread.interrupted();
  }

  /** Waits for what is due; null if the thread is to end. The clock is not asked under the lock. */
  private @Nullable Due next() {
    long idleUntil = System.nanoTime() + A_SECOND;
    for (; ; ) {
      long seen = moves.get();
      Instant instant = clock.instant();
      long nanos = clock.nanoTime(); // later: a second after it is one after what was due, too
      looked = nanos;
      long left;
      lock.lock();
      try {
        Due due = poll(nanos, instant);
        if (due != null) {
          return due;
        }
        if (closed || (isEmpty() && System.nanoTime() - idleUntil >= 0)) {
          thread = null;
          return null;
        }
        left = untilNext(nanos, instant);
      } finally {
        lock.unlock();
      }
      if (moves.get() == seen) {
        LockSupport.parkNanos(this, left);
      }
      Thread.interrupted(); // not meant for us, and would keep it from parking
    }
  }

  private boolean isEmpty() {
    return byNanos.isEmpty() && byInstant.isEmpty();
  }

  private @Nullable Due poll(long nanos, Instant instant) {
    Due due = firstByNanos(nanos);
    Due other = firstByInstant(instant);
    if (due == null || (wasByNanos && other != null)) {
      due = other;
    }
    if (due != null) {
      wasByNanos = due.instant() == null;
      take(due);
    }
    return due;
  }

  private @Nullable Due firstByNanos(long nanos) {
    return byNanos.isEmpty() || byNanos.first().nanos() - nanos > 0 ? null : byNanos.first();
  }

  /** One that is to ask again, since somebody has set the clock back; or that has come. */
  private @Nullable Due firstByInstant(Instant instant) {
    if (!byAsked.isEmpty() && byAsked.last().isAhead(instant)) {
      return byAsked.last();
    }
    return byInstant.isEmpty() || byInstant.first().moment().isAfter(instant)
        ? null
        : byInstant.first();
  }

  private long untilNext(long nanos, Instant instant) {
    long left = isEmpty() ? A_SECOND : Long.MAX_VALUE;
    if (!byNanos.isEmpty()) {
      left = byNanos.first().nanos() - nanos;
    }
    if (!byInstant.isEmpty()) {
      Duration until = Duration.between(instant, byInstant.first().moment());
      left = Math.min(left, Math.min(A_SECOND, TimeUnit.NANOSECONDS.convert(until)));
    }
    return left;
  }
}
