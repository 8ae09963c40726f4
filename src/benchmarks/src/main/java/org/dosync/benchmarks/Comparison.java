package org.dosync.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A system beside the first one, in one row.
 *
 * @param first the processes of the system that is divided
 * @param forks those of this one, in the order of the same rounds
 */
record Comparison(Row row, String system, List<Fork> first, List<Fork> forks) {

  Summary rate() {
    return Summary.of(forks.stream().mapToDouble(fork -> fork.rate(row.part())));
  }

  /** The rate of the first system divided by that of this one. */
  Summary ratio() {
    return ratio(fork -> fork.rate(row.part()));
  }

  /** Only for one thread: with more, a system that sleeps would look cheap. */
  Summary processorRatio() {
    String cpuClock = row.trial().kind().cpuClock();
    return row.trial().threads() == 1
        ? ratio(fork -> fork.processorRate(cpuClock))
        : Summary.of(List.of());
  }

  /** Each process is compared with that of the same round. */
  private Summary ratio(ToDoubleFunction<Fork> rate) {
    return Summary.of(
        IntStream.range(0, Math.min(first.size(), forks.size()))
            .mapToDouble(i -> rate.applyAsDouble(first.get(i)) / rate.applyAsDouble(forks.get(i))));
  }

  /** What the ratio should be at least. */
  Optional<Double> target() {
    return Optional.ofNullable(row.targets().get(system));
  }

  /** Whether this system is the faster one. */
  boolean isAhead() {
    return ratio().median() < 1;
  }
}
