package org.dosync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.CloseReport.Left;
import org.jspecify.annotations.Nullable;

/** How a runtime is closed, once, and what was left then. */
final class Closing {

  private final DosyncRuntime runtime;
  private final AtomicReference<@Nullable Thread> closer = new AtomicReference<>();
  private final CompletableFuture<CloseReport> report = new CompletableFuture<>();

  /** What agents have dropped by themselves, because they found the runtime closed. */
  private final Queue<Left> dropped = new ConcurrentLinkedQueue<>();

  /** What the report says was running, or had failed, with so much that waited behind it. */
  private final Map<Object, Left> told = new ConcurrentHashMap<>();

  private volatile boolean reported;

  Closing(DosyncRuntime runtime) {
    this.runtime = runtime;
  }

  CloseReport close(long nanos) {
    if (closer.compareAndSet(null, Thread.currentThread())) {
      try {
        report.complete(closeOnce(nanos));
      } catch (Throwable thrown) {
        report.completeExceptionally(thrown);
      }
    } else if (closer.get() == Thread.currentThread() && !report.isDone()) {
      throw new DosyncException("Can't close " + runtime + " from its close");
    }
    return report.join();
  }

  private CloseReport closeOnce(long nanos) {
    long deadline = System.nanoTime() + nanos;
    List<Left> toCome = new ArrayList<>();
    closeParts(toCome);
    runtime.drain();
    closeParts(toCome); // those that were added meanwhile
    runtime.work().awaitNone(nanos);
    runtime.terminate();
    runtime.work().wakeSenders();
    List<Left> left = leave(toCome);
    List<ExecutorService> pools = runtime.ownPools();
    boolean idle = left.equals(toCome);
    pools.forEach(idle ? ExecutorService::shutdown : ExecutorService::shutdownNow);
    failPromises();
    runtime.unreadFailures().reportAll();
    awaitEnd(pools, idle ? deadline - System.nanoTime() : 0);
    AtExit.forget(runtime);
    return new CloseReport(left);
  }

  private void closeParts(List<Left> toCome) {
    for (DosyncRuntime.Part part : runtime.parts()) {
      runtime.remove(part);
      try {
        toCome.addAll(part.closePart());
      } catch (Throwable thrown) {
        Failures.report("close", part, thrown);
      }
    }
  }

  private List<Left> leave(List<Left> toCome) {
    Map<Object, Left> left = new LinkedHashMap<>();
    toCome.forEach(one -> put(left, one));
    for (Activity activity : runtime.work().underWay()) {
      Left one = activity.closed();
      if (one != null) {
        left.merge(one.source(), one, Closing::beside);
      }
    }
    for (AgentLoop failed : runtime.work().failedAgents()) {
      leaveFailed(left, failed.leftByFailure());
    }
    for (Left one : left.values()) {
      if (one.running()) {
        told.put(one.source(), one);
      }
    }
    reported = true;
    for (Left late = dropped.poll(); late != null; late = dropped.poll()) {
      put(left, late);
    }
    return List.copyOf(left.values());
  }

  /** It keeps what it has; a restart drops that, and need not tell it again. */
  private void leaveFailed(Map<Object, Left> left, @Nullable Left one) {
    if (one != null) {
      left.merge(one.source(), one, this::failed);
      told.put(one.source(), one);
    }
  }

  /** What follows its failure may run still. */
  private Left failed(Left first, Left later) {
    return new Left(later.source(), first.running(), both(first, later).dropped());
  }

  private void put(Map<Object, Left> left, Left one) {
    left.merge(one.source(), one, this::both);
  }

  /** A job may have several runs, and others to come. */
  private static Left beside(Left one, Left other) {
    return new Left(
        one.source(), one.running() || other.running(), one.dropped() + other.dropped());
  }

  /** What still had it all at the first look has told the exact number when it dropped it. */
  private Left both(Left first, Left later) {
    boolean exact = first.running() || told.containsKey(first.source());
    return new Left(later.source(), false, later.dropped() + (exact ? 0 : first.dropped()));
  }

  /** An agent has dropped what waited: for the report, or if that is made already, a failure. */
  void dropped(Left left) {
    dropped.add(left);
    if (reported) {
      Left late = dropped.poll();
      if (late != null) {
        tell(late);
      }
    }
  }

  private void tell(Left late) {
    Left first = told.remove(late.source());
    long more = late.dropped() - (first == null ? 0 : first.dropped());
    if (more > 0) {
      String what = more == 1 ? "action" : more + " actions";
      Failures.report(what, late.source(), runtime.closed("run what waited"));
    }
  }

  private void failPromises() {
    for (Promise<?> promise : runtime.work().owed()) {
      promise.completeExceptionally(runtime.closed("finish this any more"));
      runtime.delivered(promise);
    }
  }

  /** The threads of a clean close have nothing to do but to end. */
  private static void awaitEnd(List<ExecutorService> pools, long nanos) {
    try {
      for (ExecutorService pool : pools) {
        pool.awaitTermination(nanos, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
