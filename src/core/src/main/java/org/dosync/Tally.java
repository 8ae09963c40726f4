package org.dosync;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What is counted under one name. */
final class Tally {

  final LongAdder succeeded = new LongAdder();
  final LongAdder failed = new LongAdder();

  /** Of transactions. */
  final LongAdder tries = new LongAdder();

  /** Tries that were lost to others. */
  final LongAdder lost = new LongAdder();

  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  void ended(long took, boolean failure) {
    (failure ? failed : succeeded).increment();
    nanos.add(took);
    longest.accumulate(took);
  }

  Duration total() {
    return Duration.ofNanos(nanos.sum());
  }

  Duration longest() {
    return Duration.ofNanos(longest.get());
  }
}
