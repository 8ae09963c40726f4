package org.dosync.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * A cost that is measured as something grows.
 *
 * @param method of {@link Growth}
 * @param forEach whether it does something with each, so that its time is divided by their number
 * @param most how many in the short form
 * @param mostInFull how many in the long one
 */
record Curve(String name, String method, boolean forEach, int most, int mostInFull) {
  static final List<Curve> ALL =
      List.of(
          new Curve("growth: refs read, each", "read", true, 1_000_000, 10_000_000),
          new Curve("growth: refs of a snapshot, each", "snapshot", true, 1_000_000, 10_000_000),
          new Curve("growth: refs written, each", "write", true, 10_000, 100_000),
          new Curve(
              "growth: a change beside open readers", "changeBesideOpen", false, 1000, 100_000),
          new Curve("growth: agents, a send to each", "sendToEach", true, 100_000, 1_000_000),
          new Curve("growth: queued actions, each", "queue", true, 1_000_000, 1_000_000),
          new Curve("growth: a change with past values", "changeWithPast", false, 10_000, 100_000),
          new Curve("growth: a read of the past", "readPast", false, 10_000, 100_000));

  String benchmark() {
    return Growth.class.getSimpleName() + "." + method;
  }

  /** The powers of ten. */
  List<Integer> sizes(boolean full) {
    int last = full ? mostInFull : most;
    return Stream.iterate(1, size -> size <= last, size -> size * 10).toList();
  }

  /** Nanoseconds for each, of those for all. */
  double each(double nanos, int size) {
    return forEach ? nanos / size : nanos;
  }
}
