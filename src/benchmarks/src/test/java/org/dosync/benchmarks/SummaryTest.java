package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class SummaryTest {
  @Test
  void theMedianIsTheMiddle() {
    assertEquals(new Summary(1, 2, 9), Summary.of(DoubleStream.of(9, 1, 2)));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertEquals(new Summary(1, 2.5, 9), Summary.of(DoubleStream.of(9, 1, 2, 3)));
  }

  @Test
  void aFailedForkDoesNotCount() {
    assertEquals(new Summary(3, 3, 3), Summary.of(DoubleStream.of(Double.NaN, 3)));
    assertTrue(Double.isNaN(Summary.of(DoubleStream.empty()).median()));
  }
}
