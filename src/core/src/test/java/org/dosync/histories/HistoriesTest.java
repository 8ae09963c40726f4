package org.dosync.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Programs whose histories must show no anomaly. Others each time, unless a seed is given; some
 * seconds, or more in the profile {@code history}.
 */
class HistoriesTest {

  private static final String SEED = System.getProperty("history.seed");
  private static final int SECONDS = Integer.getInteger("test.seconds", 8);

  private static long nextSeed() {
    return SEED == null ? ThreadLocalRandom.current().nextLong() : Long.parseLong(SEED);
  }

  private static void assertThatNothingIsFound(int seconds, LongFunction<Optional<Anomaly>> check) {
    assertThat(HistoryCheck.search(Duration.ofSeconds(seconds), HistoriesTest::nextSeed, check))
        .isEmpty();
  }

  @Test
  void transactionsShowNoAnomaly() {
    assertThatNothingIsFound(
        SECONDS * 3 / 4, seed -> HistoryCheck.check(seed, HistoryCheck.PATIENCE_MILLIS));
  }

  @Test
  void agentsShowNoAnomaly() {
    assertThatNothingIsFound(
        SECONDS / 4, seed -> AgentCheck.check(seed, HistoryCheck.PATIENCE_MILLIS));
  }
}
