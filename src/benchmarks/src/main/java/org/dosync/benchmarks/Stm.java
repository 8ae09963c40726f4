package org.dosync.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * A row of numbered references that hold one {@code Long} each, kept by one of the systems that are
 * compared.
 *
 * <p>Every operation below is one transaction, written the way the authors of that system advise.
 * An adapter holds its references in an array of its own type, so that no measured path casts.
 */
public abstract class Stm {

  /**
   * Makes the adapter {@code <system>Stm} with {@code count} references of the same first value.
   *
   * <p>The class is found by name so that a process loads only the one it measures. A second loaded
   * adapter would make the calls of all of them slower.
   */
  static Stm of(String system, int count, long initial) {
    try {
      return (Stm)
          type(system).getDeclaredConstructor(int.class, long.class).newInstance(count, initial);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Cannot start " + system, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Not an adapter: " + system, e);
    }
  }

  /** The adapter of a system, not yet initialised. */
  static Class<?> type(String system) {
    String name = Stm.class.getPackageName() + "." + system + "Stm";
    try {
      return Class.forName(name, false, Stm.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("No such system: " + system, e);
    }
  }

  /** Adds one to a reference. */
  abstract void increment(int ref);

  /** Adds one to a reference, where the order among several transactions does not matter. */
  abstract void commute(int ref);

  /** Reads and writes two references. */
  abstract void transfer(int from, int to, long amount);

  /** Reads and writes all the chosen references; may reorder {@code chosen}. */
  abstract void incrementAll(int[] chosen);

  /** Reads all references as of one moment. */
  abstract long sum();

  /** Reads one reference outside any transaction. */
  abstract long value(int ref);

  /** An empty array of a generic type, as long as asked. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> T[] array(int length, T... none) {
    return Arrays.copyOf(none, length);
  }
}
