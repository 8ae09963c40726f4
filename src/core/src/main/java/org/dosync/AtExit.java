package org.dosync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says at the end of the JVM what a shared runtime, whose threads end with it, leaves undone. */
final class AtExit {

  private static final Map<DosyncRuntime, Thread> WATCHED = new ConcurrentHashMap<>();

  /** A future that is done, and an agent that was waited for, take a moment to say so. */
  private static final long GRACE_NANOS = 100_000_000;

  private AtExit() {}

  static void watch(DosyncRuntime runtime) {
    Thread hook =
        Pools.daemon("dosync-at-exit", AtExit.class.getClassLoader(), () -> tell(runtime));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      WATCHED.put(runtime, hook);
    } catch (IllegalStateException atExitAlready) {
      // too late to say anything
    }
  }

  static void forget(DosyncRuntime runtime) {
    Thread hook = WATCHED.remove(runtime);
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException atExitAlready) {
        // it runs, and will find nothing
      }
    }
  }

  /** Not by a logger: loggers have hooks of their own, which end them. */
  private static void tell(DosyncRuntime runtime) {
    runtime.work().awaitNone(GRACE_NANOS);
    long underWay = runtime.work().underWay().size();
    if (underWay > 0) {
      System.err.println(
          "The JVM ends while "
              + underWay
              + (underWay == 1 ? " agent, future or job" : " agents, futures and jobs")
              + " of "
              + runtime
              + " had something to do: wait for "
              + (underWay == 1 ? "it" : "them")
              + ", or close the runtime");
    }
    tellOfJobs(runtime, runtime.parts().stream().mapToLong(DosyncRuntime.Part::toCome).sum());
    runtime.unreadFailures().reportAll();
  }

  private static void tellOfJobs(DosyncRuntime runtime, long toCome) {
    if (toCome > 0) {
      System.err.println(
          "The JVM ends before "
              + toCome
              + (toCome == 1 ? " job" : " jobs")
              + " of "
              + runtime
              + " could begin: its threads are daemons, so keep another one alive, or stop "
              + (toCome == 1 ? "the job" : "the jobs"));
    }
  }
}
