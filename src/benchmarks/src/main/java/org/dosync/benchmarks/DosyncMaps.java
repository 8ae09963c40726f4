package org.dosync.benchmarks;

import org.dosync.Transaction;
import org.dosync.collections.RefMap;

/** Dosync's map of refs. */
final class DosyncMaps extends Maps {
  DosyncMaps() {
    super(new RefMap<>());
  }

  @Override
  void move(Integer from, Integer to) {
    Transaction.dosync(() -> moveOneByOne(from, to));
  }
}
