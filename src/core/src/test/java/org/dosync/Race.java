package org.dosync;

import java.util.ArrayList;
import java.util.List;

/** For tools that explore how threads take turns: as little around the threads as can be. */
final class Race {

  private Race() {}

  /** Runs all at once, and waits for their ends. */
  static void together(Runnable... tasks) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable task : tasks) {
      threads.add(new Thread(task));
    }
    threads.forEach(Thread::start);
    threads.forEach(Race::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Plainly: an assertion library would be explored as well. */
  static void expect(boolean condition, Object found) {
    if (!condition) {
      throw new AssertionError("found " + found);
    }
  }
}
