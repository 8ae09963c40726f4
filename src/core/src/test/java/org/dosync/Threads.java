package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;

/**
 * Runs tasks in threads of their own. Whatever a task throws fails the test, and so does a thread
 * that has not ended in time.
 *
 * <pre>{@code
 * try (Threads threads = new Threads()) {
 *   Thread reader = threads.start(() -> ...);
 *   ...
 * } // joins them all
 * }</pre>
 */
public final class Threads implements AutoCloseable {

  @FunctionalInterface
  public interface Task {
    void run() throws Throwable;
  }

  private final List<Thread> started = new ArrayList<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** To be called by the thread that closes. */
  public Thread start(Task task) {
    Thread thread = new Thread(() -> attempt(task), "test-" + started.size());
    thread.setDaemon(true);
    started.add(thread);
    thread.start();
    return thread;
  }

  private void attempt(Task task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      failures.add(thrown);
    }
  }

  /** Joins all threads and throws what went wrong in any of them. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + SECONDS.toNanos(2 * Gate.PATIENCE_SECONDS);
    for (Thread thread : started) {
      join(thread, deadline);
    }
    AssertionError summary = new AssertionError(failures.size() + " threads failed: " + failures);
    failures.forEach(summary::addSuppressed);
    if (!failures.isEmpty()) {
      throw summary;
    }
  }

  private void join(Thread thread, long deadline) {
    boolean interrupted = false;
    while (thread.isAlive() && System.nanoTime() - deadline < 0) {
      try {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true; // not meant for those who are waited for
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      failures.add(stuck(thread));
      thread.interrupt();
    }
  }

  private static AssertionError stuck(Thread thread) {
    AssertionError error = new AssertionError(thread.getName() + " did not end in time");
    error.setStackTrace(thread.getStackTrace());
    return error;
  }

  /** Runs a task in another thread, and waits for its end: what others do in the meantime. */
  public static void elsewhere(Task task) {
    try (Threads threads = new Threads()) {
      threads.start(task);
    }
  }

  /** Runs tasks side by side, and waits for the end of all. They begin together, in any order. */
  static void together(List<Task> tasks) {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    List<Task> shuffled = new ArrayList<>(tasks);
    Collections.shuffle(shuffled);
    try (Threads threads = new Threads()) {
      for (Task task : shuffled) {
        threads.start(
            () -> {
              start.await(Gate.PATIENCE_SECONDS, SECONDS);
              task.run();
            });
      }
    }
  }

  /** Runs as many tasks side by side, and waits for the end of all. */
  static void together(int count, IntFunction<Task> taskOfIndex) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(taskOfIndex.apply(i));
    }
    together(tasks);
  }
}
