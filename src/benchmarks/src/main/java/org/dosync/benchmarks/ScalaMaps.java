package org.dosync.benchmarks;

import scala.concurrent.stm.japi.STM;

/** ScalaSTM's TMap, through its own Java API. */
final class ScalaMaps extends Maps {
  ScalaMaps() {
    super(STM.newMap());
  }

  @Override
  void move(Integer from, Integer to) {
    STM.atomic(() -> moveOneByOne(from, to));
  }
}
