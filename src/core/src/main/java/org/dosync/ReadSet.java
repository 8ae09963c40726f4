package org.dosync;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The versions that a try has read and depends on. A base class of {@link Attempt}, not a member:
 * one object for each try is what keeps small transactions fast.
 */
abstract class ReadSet {

  private static final Version[] NOTHING = {};

  private Version[] reads = NOTHING;
  private int readCount;

  final void addRead(Version version) {
    if (readCount == reads.length) {
      reads = Arrays.copyOf(reads, Math.max(4, readCount * 2));
    }
    reads[readCount++] = version;
  }

  final boolean hasRead(TransactionalRef<?> ref) {
    for (int i = 0; i < readCount; i++) {
      if (reads[i].ref == ref) {
        return true;
      }
    }
    return false;
  }

  final int readCount() {
    return readCount;
  }

  final void forEachRead(Consumer<Version> action) {
    for (int i = 0; i < readCount; i++) {
      action.accept(reads[i]);
    }
  }

  final boolean readsAreHeads() {
    for (int i = 0; i < readCount; i++) {
      if (reads[i].ref.head() != reads[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first ref whose version at {@code at} is another than the one read, or null. */
  final @Nullable TransactionalRef<?> overtakenRead(long at) {
    for (int i = 0; i < readCount; i++) {
      Version version = reads[i];
      if (isOvertaken(version, at)) {
        return version.ref;
      }
    }
    return null;
  }

  final boolean isOvertaken(Version version, long at) {
    return version.ref.head() != version && Version.at(version.ref, at, this) != version;
  }
}
