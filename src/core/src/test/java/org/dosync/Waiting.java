package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Sees who waits for a change of a ref. */
public final class Waiting {

  private Waiting() {}

  public static void awaitOneOn(Ref<?> ref) {
    until(() -> isOneOn(ref));
  }

  public static boolean isOneOn(Ref<?> ref) {
    return count(ref) == 1;
  }

  public static void until(Callable<Boolean> condition) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(Gate.PATIENCE_SECONDS / 2)) // one may come after another
        .until(condition);
  }

  static void assertThatNobodyIsLeftAt(Ref<?> ref) {
    assertThat(Waiters.of(ref)).isNull();
  }

  private static int count(Ref<?> ref) {
    Waiters waiters = Waiters.of(ref);
    return waiters == null ? 0 : waiters.size();
  }
}
