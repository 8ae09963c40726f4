package org.dosync.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Waits until the just-in-time compiler has nothing to do.
 *
 * <p>Clojure loads a large runtime, which keeps the compiler busy for a second or more. Without
 * this wait its first measured iterations would run in the interpreter, above all on a machine with
 * few processors.
 */
final class Compiler {
  private static final int QUIET_MILLIS = 60;
  private static final int PATIENCE = 50;

  private Compiler() {}

  static void awaitIdle() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long before = -1;
    long now = compiler.getTotalCompilationTime();
    for (int i = 0; i < PATIENCE && now != before; i++) {
      pause();
      before = now;
      now = compiler.getTotalCompilationTime();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(QUIET_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
