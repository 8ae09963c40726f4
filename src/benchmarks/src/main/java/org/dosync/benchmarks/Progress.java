package org.dosync.benchmarks;

import java.time.Duration;
import java.time.Instant;

/** Says on the error stream what runs now and how long the rest may take. */
final class Progress {
  private final Instant start = Instant.now();
  private final int total;
  private int begun;

  Progress(int total) {
    this.total = total;
  }

  void next(String what) {
    begun++;
    show("[%d of %d] %s%s".formatted(begun, total, what, begun > 5 ? left() : ""));
  }

  private String left() {
    Duration each = Duration.between(start, Instant.now()).dividedBy(begun - 1);
    Duration left = each.multipliedBy(total - begun + 1);
    return " (%d:%02d left)".formatted(left.toMinutes(), left.toSecondsPart());
  }

  /** On a terminal the line replaces the one before. */
  private static void show(String line) {
    if (System.console() == null) {
      System.err.println(line);
    } else {
      System.err.print("\r\u001b[K" + line);
    }
  }

  void end() {
    show("");
  }
}
