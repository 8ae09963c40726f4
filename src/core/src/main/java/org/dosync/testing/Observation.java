package org.dosync.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a test looks in. Without dosync-junit nobody can, and a compiler knows that: the field it
 * asks is a constant.
 */
public final class Observation {

  private static final boolean POSSIBLE = isThere("org.dosync.junit.DosyncTest");

  private static volatile @Nullable Observer observer;

  private static volatile boolean guarded;

  private static final Set<Workplace> WORKPLACES = ConcurrentHashMap.newKeySet();

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

  /**
   * Whether side effects are looked for by an agent that a test has brought.
   *
   * @return false outside tests
   */
  public static boolean isGuarded() {
    return POSSIBLE && guarded;
  }

  /**
   * Begins or ends to look for side effects, for the whole process.
   *
   * @param newGuarded whether transactions that begin from now on are guarded
   */
  public static void guarded(boolean newGuarded) {
    guarded = newGuarded;
  }

  /**
   * There is a new runtime.
   *
   * @param workplace the runtime
   */
  public static void add(Workplace workplace) {
    WORKPLACES.add(workplace);
  }

  /**
   * The runtimes of the process.
   *
   * @return those that there are now
   */
  public static List<Workplace> workplaces() {
    WORKPLACES.removeIf(Workplace::isGone);
    return List.copyOf(WORKPLACES);
  }
}
