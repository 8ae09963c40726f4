package org.dosync.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Virtual threads, which the JDK that compiles this may not know yet. */
final class VirtualThreads {
  private static final int FIRST_JDK = 21;

  private VirtualThreads() {}

  static boolean areThere() {
    return Runtime.version().feature() >= FIRST_JDK;
  }

  /** Says so, if there are none. */
  static void require(String what) {
    if (!areThere()) {
      throw new IllegalStateException(what + " need JDK " + FIRST_JDK);
    }
  }

  static void start(Runnable body) {
    try {
      Thread started = (Thread) Starter.START.invokeExact(body);
      assert started.isDaemon();
    } catch (Throwable thrown) {
      throw new IllegalStateException("No virtual thread", thrown);
    }
  }

  /** A class of its own: there is nothing to find on older JDKs. */
  private static final class Starter {
    static final MethodHandle START = find();

    private static MethodHandle find() {
      try {
        return MethodHandles.publicLookup()
            .findStatic(
                Thread.class,
                "startVirtualThread",
                MethodType.methodType(Thread.class, Runnable.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
