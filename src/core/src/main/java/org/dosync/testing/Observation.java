package org.dosync.testing;

import org.jspecify.annotations.Nullable;

/**
 * Where a test looks in. Without dosync-junit nobody can, and a compiler knows that: the field it
 * asks is a constant.
 */
public final class Observation {

  private static final boolean POSSIBLE = isThere("org.dosync.junit.DosyncTest");

  private static volatile @Nullable Observer observer;

  private Observation() {}

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, Observation.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /**
   * Whether dosync-junit is there.
   *
   * @return the same, as long as the process lives
   */
  public static boolean isPossible() {
    return POSSIBLE;
  }

  /**
   * Who looks now.
   *
   * @return the observer, or null outside tests
   */
  public static @Nullable Observer observer() {
    return observer;
  }

  /**
   * Begins or ends to look, for the whole process.
   *
   * @param newObserver who looks from now on, or null for nobody
   */
  public static void observer(@Nullable Observer newObserver) {
    observer = newObserver;
  }
}
