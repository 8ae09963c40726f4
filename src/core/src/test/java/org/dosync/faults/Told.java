package org.dosync.faults;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dosync.Failure;
import org.dosync.Failures;

/** Collects all that is told, to whomever: callers, handlers, the log. */
final class Told implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("org.dosync");

  private final Injector injector;
  private final Queue<Throwable> all = new ConcurrentLinkedQueue<>();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
  private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
  private final Consumer<Failure> listener = this::hear;
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          add(record.getThrown());
          injector.at(Place.LOG, "org.dosync");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  Told(Injector injector) {
    this.injector = injector;
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> escaped(thread, thrown));
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(log);
    Failures.setHandler(this::handle);
    Failures.addListener(listener);
  }

  @Override
  public void close() {
    Failures.removeListener(listener);
    Failures.setHandler(null);
    LOGGER.removeHandler(log);
    LOGGER.setUseParentHandlers(true);
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private void handle(Failure failure) {
    note(failure);
    injector.at(Place.FAILURE_HANDLER, "of all");
  }

  private void hear(Failure failure) {
    if (!failures.contains(failure)) { // there is no handler, but the log
      note(failure);
    }
    injector.at(Place.FAILURE_LISTENER, "of all");
  }

  private void note(Failure failure) {
    failures.add(failure);
    add(failure.cause());
    if (failure.what().equals("schedule")) {
      LockSupport.unpark(Thread.currentThread()); // it is about to wait before it tries again
    }
  }

  private void escaped(Thread thread, Throwable thrown) {
    add(thrown);
    uncaught.add(thrown + " escaped to the thread " + thread.getName());
  }

  void add(Throwable thrown) {
    if (thrown != null) {
      all.add(thrown);
    }
  }

  Queue<Failure> failures() {
    return failures;
  }

  Queue<String> uncaught() {
    return uncaught;
  }

  boolean contains(Throwable asked) {
    return all.stream().anyMatch(thrown -> consistsOf(thrown, part -> part == asked));
  }

  /** Whether a throwable, or what it was caused by, or what it has suppressed, is like that. */
  static boolean consistsOf(Throwable thrown, Predicate<Throwable> asked) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> left = new ArrayDeque<>();
    left.add(thrown);
    for (Throwable next = left.poll(); next != null; next = left.poll()) {
      if (asked.test(next)) {
        return true;
      }
      if (seen.add(next)) {
        left.addAll(Arrays.asList(next.getSuppressed()));
        if (next.getCause() != null) {
          left.add(next.getCause());
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
