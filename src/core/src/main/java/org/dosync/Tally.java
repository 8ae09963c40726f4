package org.dosync;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

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

  void ended(long began, @Nullable Throwable thrown) {
    long took = System.nanoTime() - began;
    (thrown == null ? succeeded : failed).increment();
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
