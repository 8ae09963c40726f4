package org.dosync.benchmarks;

import java.lang.reflect.InvocationTargetException;

/**
 * Finds the adapter of a system, which is called after it: {@code ClojureStm} is the {@link Stm} of
 * Clojure.
 *
 * <p>The class is found by name so that a process loads only the one it measures. A second loaded
 * adapter would make the calls of all of them slower.
 */
final class Adapter {
  private Adapter() {}

  /** Makes the adapter of a system by its only constructor. */
  static <A> A of(Class<A> kind, String system, Object... arguments) {
    try {
      return kind.cast(type(kind, system).getDeclaredConstructors()[0].newInstance(arguments));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Cannot start " + system, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("No such system: " + system, e);
    }
  }

  static boolean exists(Class<?> kind, String system) {
    try {
      type(kind, system);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Class<?> type(Class<?> kind, String system) throws ClassNotFoundException {
    return Class.forName(
        kind.getPackageName() + "." + system + kind.getSimpleName(), false, kind.getClassLoader());
  }
}
