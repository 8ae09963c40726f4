package org.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A pool that has a thread for every task, as {@code newCachedThreadPool()}, but wakes or starts
 * one only if none is about to look for tasks anyway.
 *
 * <p>Tasks wait in a queue for a moment. While there are any, some thread is the <b>scout</b>: it
 * was woken or started, or has just run out of work, and goes to the queue. Before it runs what it
 * has found, it makes another thread the scout, if there is more. So no task waits for another to
 * end, and tasks that are shorter than a thread takes to wake share the threads that are awake.
 */
final class GrowingPool extends AbstractExecutorService {

  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final ThreadFactory threads;
  private final long keepAliveNanos;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Whether some thread is, or is about to be, the scout. */
  private final AtomicBoolean scouted = new AtomicBoolean();

  /** Those that sleep, the last to fall asleep first. Whoever takes one out has to wake it. */
  private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean shutdown;
  private volatile boolean stopped;

  GrowingPool(ThreadFactory threads) {
    this(threads, KEEP_ALIVE_NANOS);
  }

  GrowingPool(ThreadFactory threads, long keepAliveNanos) {
    this.threads = threads;
    this.keepAliveNanos = keepAliveNanos;
  }

  // ---- for everybody

  @Override
  public void execute(Runnable task) {
    refuseIfShutdown();
    tasks.add(task);
    if (shutdown && takeBack(task)) { // meanwhile
      refuseIfShutdown();
    }
    try {
      sendScout();
    } catch (Throwable noThread) {
      if (takeBack(task)) { // else somebody runs it all the same
        throw noThread;
      }
    }
  }

  /** Takes a task out again, unless somebody was faster. */
  private boolean takeBack(Runnable task) {
    boolean there = tasks.remove(task);
    if (there) {
      endIfDone(); // a shutdown may have found the task, and left the end to whoever takes it
    }
    return there;
  }

  private void refuseIfShutdown() {
    if (shutdown) {
      throw new RejectedExecutionException("The pool is shut down");
    }
  }

  /** Sees to it that some thread looks for tasks, if there are any. */
  private void sendScout() {
    if (!tasks.isEmpty() && !scouted.get() && scouted.compareAndSet(false, true)) {
      Worker sleeping = idle.pollFirst();
      if (sleeping == null) {
        startScout();
      } else {
        sleeping.wake();
      }
    }
  }

  private void startScout() {
    Worker worker = new Worker();
    workers.add(worker);
    try {
      worker.start();
    } catch (Throwable noThread) {
      workers.remove(worker);
      scouted.set(false);
      endIfDone();
      throw noThread;
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
    workers.forEach(Worker::lookUp);
    endIfDone();
  }

  @Override
  public List<Runnable> shutdownNow() {
    stopped = true;
    shutdown();
    List<Runnable> left = new ArrayList<>();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      left.add(task);
    }
    workers.forEach(Worker::interrupt);
    endIfDone();
    return left;
  }

  /** In this order: a worker is among the others before it takes a task, and until that has run. */
  private void endIfDone() {
    if (shutdown && tasks.isEmpty() && workers.isEmpty()) {
      ended.countDown();
    }
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return ended.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  // ---- for its threads

  private final class Worker implements Runnable {

    /** Null until it runs: then it looks itself whether it should end. */
    private volatile @Nullable Thread thread;

    /** It was taken out of the idle ones, and is the scout. */
    private volatile boolean woken;

    void start() {
      threads.newThread(this).start();
    }

    void wake() {
      woken = true;
      lookUp();
    }

    void lookUp() {
      LockSupport.unpark(thread);
    }

    void interrupt() {
      Thread running = thread;
      if (running != null) {
        running.interrupt();
      }
    }

    /** As the scout, again and again. */
    @Override
    public void run() {
      thread = Thread.currentThread();
      try {
        do {
          work();
        } while (sleep());
      } finally {
        workers.remove(this);
        endIfDone();
      }
    }

    private void work() {
      boolean scout = true;
      while (scout) {
        Runnable task = lookForTask();
        scouted.set(false);
        if (task != null) {
          sendAnotherScout();
          runAll(task);
        }
        scout = (task != null || !tasks.isEmpty()) && scouted.compareAndSet(false, true);
      }
    }

    private @Nullable Runnable lookForTask() {
      Runnable task = tasks.poll();
      for (int turn = 0; task == null && turn < Spin.LINGER; turn++) {
        Spin.linger(turn);
        task = tasks.poll();
      }
      return task;
    }

    private void sendAnotherScout() {
      try {
        sendScout();
      } catch (Throwable noThread) {
        Failures.report(
            new Failure("new thread", null, noThread, null)); // the task in hand goes on
      }
    }

    private void runAll(Runnable first) {
      for (Runnable task = first; task != null; task = tasks.poll()) {
        run(task);
      }
    }

    private void run(Runnable task) {
      Thread.interrupted(); // what a task leaves behind is not for the next one
      if (stopped) {
        Thread.currentThread().interrupt();
      }
      Pools.runOrTell(task);
    }

    /** Whether there is something to do again. */
    private boolean sleep() {
      Thread.interrupted();
      woken = false;
      idle.addFirst(this);
      long deadline = System.nanoTime() + keepAliveNanos;
      while (!woken) {
        long left = shutdown ? 0 : deadline - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(GrowingPool.this, left);
        } else if (idle.remove(this)) {
          return false;
        } else {
          LockSupport.park(GrowingPool.this); // whoever took it out is about to wake it
        }
      }
      return true;
    }
  }
}
