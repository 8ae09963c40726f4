package org.dosync;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How the operations of one object are explored: enough to find a race, within minutes. */
final class Linearizable {

  private static final int ITERATIONS = 20;
  private static final int INVOCATIONS = 500;

  private Linearizable() {}

  static ModelCheckingOptions inAllInterleavings() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .iterations(ITERATIONS)
        .invocationsPerIteration(INVOCATIONS);
  }

  static StressOptions underStress() {
    return new StressOptions().iterations(ITERATIONS).invocationsPerIteration(INVOCATIONS);
  }
}
