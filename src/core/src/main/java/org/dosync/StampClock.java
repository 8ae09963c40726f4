package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The clock that orders all commits. A commit takes the next number as its stamp, and so advances
 * the clock; one that has only changed refs need not: it shares the number that comes next, and
 * leaves a mark that this one is in use. Whoever takes a read point and finds the mark advances the
 * clock, so that it sees what has been committed before.
 *
 * <p>So threads that each change refs of their own have nothing in common that they write. Padded
 * on both sides, for the sake of all others.
 */
final class StampClock {

  /** The stamp of initial values: no transaction reads at an earlier one. */
  static final long FIRST = 1;

  /**
   * The lowest bit: commits with the next number have been let in. Adding it once more advances.
   */
  private static final long SHARED = 1;

  private static final long ADVANCE = 2;

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

  /** The number it has been advanced to. Commits with the next one may have returned already. */
  static long now() {
    return (long) NOW.getVolatile(CLOCK) >> 1;
  }

  /** A moment with all commits that have returned. No later commit gets a stamp up to it. */
  static long readPoint() {
    long word = (long) NOW.getVolatile(CLOCK);
    return (word & SHARED) == 0 ? word >> 1 : (long) NOW.getAndAdd(CLOCK, SHARED) + SHARED >> 1;
  }

  /**
   * For a commit: a number past all that commits have; one that shares its own may get the same
   * later. It directly follows a read point only if nobody has left a mark since.
   */
  static long next() {
    return ((long) NOW.getAndAdd(CLOCK, ADVANCE) + ADVANCE + SHARED) >> 1;
  }

  /** For a commit whose versions are all pending: the next number, which others may get as well. */
  static long nextShared() {
    long word = (long) NOW.getVolatile(CLOCK);
    if ((word & SHARED) == 0) {
      word = (long) NOW.getAndBitwiseOr(CLOCK, SHARED);
    }
    return (word + ADVANCE) >> 1;
  }

  @SuppressWarnings("unused")
  private static class Before {
    long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
  }

  private static class Word extends Before {
    volatile long now = FIRST << 1;
  }

  @SuppressWarnings("unused")
  private static final class After extends Word {
    long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
  }
}
