package org.dosync.benchmarks;

import java.util.Arrays;

/**
 * A row of numbered references that hold one {@code Long} each, kept by one of the systems that are
 * compared.
 *
 * <p>Every operation below is one transaction, written the way the authors of that system advise.
 * An adapter holds its references in an array of its own type, so that no measured path casts.
 */
public abstract class Stm {

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

  /** Reads and writes as it goes. Where there are locks, it can't be mixed with the others. */
  abstract long atomically(Program program);

  /** What a transaction does. */
  interface Program {
    long run(Cells cells);
  }

  /** The references, inside of a transaction. */
  interface Cells {
    long get(int ref);

    void set(int ref, long value);
  }

  /** Reads one reference outside any transaction. */
  abstract long value(int ref);

  /** An empty array of a generic type, as long as asked. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> T[] array(int length, T... none) {
    return Arrays.copyOf(none, length);
  }
}
