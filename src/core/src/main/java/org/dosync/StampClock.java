package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The clock that orders all commits: each takes the next number as its stamp. Padded on both sides,
 * because every commit of the process writes it.
 */
final class StampClock {

  /** The stamp of initial values: no transaction reads at an earlier one. */
  static final long FIRST = 1;

  private static final VarHandle NOW;

  static {
    try {
      NOW = MethodHandles.lookup().findVarHandle(Word.class, "now", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final After CLOCK = new After();

  private StampClock() {}

  static long now() {
    return (long) NOW.getVolatile(CLOCK);
  }

  static long next() {
    return (long) NOW.getAndAdd(CLOCK, 1L) + 1;
  }

  @SuppressWarnings("unused")
  private static class Before {
    long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
  }

  private static class Word extends Before {
    volatile long now = FIRST;
  }

  @SuppressWarnings("unused")
  private static final class After extends Word {
    long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
  }
}
