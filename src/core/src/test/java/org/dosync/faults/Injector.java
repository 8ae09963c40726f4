package org.dosync.faults;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dosync.Sneaky;

/** Counts the calls of users' code; at one of them something happens. */
final class Injector {

  /**
   * A call of users' code.
   *
   * @param name which function it is; the same in each run of a program
   * @param occurrence counts the calls of this function: 1 is the first
   */
  record Point(Place place, String name, int occurrence) {
    @Override
    public String toString() {
      return place + " " + name + " #" + occurrence;
    }
  }

  private final Point target;
  private final Fault fault;
  private final Throwable throwable;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Queue<Point> passed = new ConcurrentLinkedQueue<>();
  private final Set<Thread> interrupted = ConcurrentHashMap.newKeySet();
  private volatile boolean struck;
  private volatile Runnable close = () -> {};

  /** One that only counts. */
  Injector() {
    this(null, null);
  }

  Injector(Point target, Fault fault) {
    this.target = target;
    this.fault = fault;
    this.throwable = fault == null ? null : fault.throwable();
  }

  /**
   * A call of users' code. Throws, interrupts the thread, or closes the runtime, if that is what
   * happens here.
   *
   * @return what the caller has to do itself; null if nothing
   */
  Fault at(Place place, String name) {
    Point here = new Point(place, name, calls.merge(place + name, 1, Integer::sum));
    passed.add(here);
    if (!here.equals(target)) {
      return null;
    }
    struck = true;
    if (fault == Fault.CLOSE) {
      close.run();
    } else if (fault == Fault.INTERRUPT) {
      interrupted.add(Thread.currentThread());
      Thread.currentThread().interrupt();
    } else if (fault.isGeneral() && throwable != null) {
      throw thrown();
    }
    return fault;
  }

  /** How the runtime is closed. */
  void onClose(Runnable newClose) {
    close = newClose;
  }

  RuntimeException thrown() {
    throw Sneaky.rethrow(throwable);
  }

  /** In the order of the calls, as far as there is one. */
  Queue<Point> passed() {
    return passed;
  }

  boolean hasStruck() {
    return struck;
  }

  /** Whether this has happened, or is about to. */
  boolean is(Fault asked) {
    return fault == asked;
  }

  Point target() {
    return target;
  }

  Throwable throwable() {
    return throwable;
  }

  /** Whether the current thread was interrupted here; once. */
  boolean hasInterruptedThisThread() {
    return interrupted.remove(Thread.currentThread());
  }

  boolean isInterruptedHere() {
    return interrupted.contains(Thread.currentThread());
  }
}
