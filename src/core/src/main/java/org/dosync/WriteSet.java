package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The versions that a try wants to commit, one for each ref, found by ref. A base class of {@link
 * Attempt}, like {@link ReadSet}.
 */
abstract class WriteSet extends ReadSet {

  private static final Version[] NOTHING = {};

  /** Up to so many writes are found by scanning them. */
  private static final int SCANNED = 16;

  private static final Comparator<Version> BY_REF = Comparator.comparingLong(v -> v.ref.id);

  private Version[] writes = NOTHING;
  private int writeCount;

  /** A bit for each ref that is written, one of 64: most refs are known by it not to be. */
  private long filter;

  /** Open addressing, holds index + 1; built when scanning would take too long. */
  private int @Nullable [] table;

  private boolean plain = true;

  /** Whether no attachments are known of, so that validators, watches and history are no matter. */
  final boolean isPlain() {
    return plain;
  }

  final void notPlain() {
    plain = false;
    truncateWrites(writeCount); // they may have been sorted, and will be looked up again
  }

  final int writeCount() {
    return writeCount;
  }

  final Version write(int index) {
    return writes[index];
  }

  final int indexOf(TransactionalRef<?> ref) {
    return writeCount == 0 || (filter & bit(ref)) == 0 ? -1 : search(ref);
  }

  /** As {@link #indexOf}, also where lookups have ended; slow. */
  final @Nullable Version written(TransactionalRef<?> ref) {
    for (int i = 0; i < writeCount; i++) {
      if (writes[i].ref == ref) {
        return writes[i];
      }
    }
    return null;
  }

  private static long bit(TransactionalRef<?> ref) {
    return 1L << ref.id;
  }

  private int search(TransactionalRef<?> ref) {
    if (table != null) {
      return table[slot(table, ref)] - 1;
    }
    for (int i = writeCount - 1; i >= 0; i--) {
      if (writes[i].ref == ref) {
        return i;
      }
    }
    return -1;
  }

  /** All or nothing, whatever is thrown: it counts with the last store, and no call follows. */
  void addWrite(Version version) {
    int count = writeCount;
    if (count == writes.length) {
      writes = count == 0 ? new Version[2] : Arrays.copyOf(writes, count * 2);
    }
    writes[count++] = version;
    filter |= bit(version.ref);
    if (version.ref.attachments() != null) {
      plain = false;
    }
    if (count > SCANNED) {
      index(count);
    }
    writeCount = count;
  }

  /** The versions that writes are based on, and so depend on like reads. */
  final void forEachBase(Consumer<Version> action) {
    for (int i = 0; i < writeCount; i++) {
      Version base = writes[i].prev;
      if (base != null && !writes[i].isBlind()) {
        action.accept(base);
      }
    }
  }

  final boolean basesAreHeads() {
    for (int i = 0; i < writeCount; i++) {
      Version write = writes[i];
      if (!write.isBlind() && write.ref.head() != write.prev) {
        return false;
      }
    }
    return true;
  }

  final void replaceWrite(int index, Version version) {
    writes[index] = version;
  }

  /** Should a call fail, lookups go without the table. */
  final void removeWrite(int index) {
    int last = writeCount - 1;
    table = null;
    System.arraycopy(writes, index + 1, writes, index, last - index);
    writeCount = last;
    if (last > SCANNED) {
      index(last);
    }
  }

  final void truncateWrites(int count) {
    Arrays.fill(writes, count, writeCount, null);
    writeCount = count;
    table = null;
    if (count > SCANNED) {
      index(count);
    }
  }

  /** Puts so many writes, or just the last of them, into a table that is at most half full. */
  private void index(int count) {
    int[] current = table;
    if (current == null || count * 2 > current.length) {
      current = new int[Integer.highestOneBit(count) * 4];
      for (int i = 0; i < count - 1; i++) {
        current[slot(current, writes[i].ref)] = i + 1;
      }
    }
    current[slot(current, writes[count - 1].ref)] = count;
    table = current;
  }

  private int slot(int[] current, TransactionalRef<?> ref) {
    int mask = current.length - 1;
    int slot = (int) (ref.id * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (current[slot] != 0 && writes[current[slot] - 1].ref != ref) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The ref whose version at {@code at} is another than the one a write is based on, or null. */
  final @Nullable TransactionalRef<?> overtakenWrite(long at) {
    for (int i = 0; i < writeCount; i++) {
      Version version = writes[i];
      if (!version.isBlind() && isOvertaken(requireNonNull(version.prev), at)) {
        return version.ref;
      }
    }
    return null;
  }

  /** All writes and some empty places behind them; not to be sorted while commutes may run. */
  final Version[] writes() {
    return writes;
  }

  /** By ref: the order in which all transactions wait for refs. Lookups end here. */
  static void sort(Version[] versions, int count) {
    Arrays.sort(versions, 0, count, BY_REF);
  }
}
