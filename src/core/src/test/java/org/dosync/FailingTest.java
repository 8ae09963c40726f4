package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two who want to restart what has failed: one does it, the other is told when that is over. */
@Timeout(60)
class FailingTest {

  private static final int ROUNDS = 3_000;
  private static final Throwable FAILURE = new IllegalStateException("on purpose");

  private final Failing[] each = new Failing[ROUNDS];
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger toldTooEarly = new AtomicInteger();
  private final AtomicInteger restarted = new AtomicInteger();

  @Test
  void whoComesSecondIsToldWhenTheRestartIsOver() {
    for (int round = 0; round < ROUNDS; round++) {
      each[round] = new Failing();
      each[round].begin(FAILURE);
      each[round].leave();
    }
    CyclicBarrier start = new CyclicBarrier(2);
    Threads.together(2, i -> () -> restartAll(start));

    assertThat(restarted).hasValue(ROUNDS);
    assertThat(toldTooEarly).hasValue(0);
  }

  private void restartAll(CyclicBarrier start) throws Exception {
    start.await();
    for (int round = 0; round < ROUNDS; round++) {
      awaitOther(round);
      restart(each[round]);
    }
  }

  private void awaitOther(int round) {
    arrived.incrementAndGet();
    for (int turn = 0; arrived.get() < 2 * (round + 1); turn++) {
      Spin.once(turn);
    }
  }

  private void restart(Failing failing) {
    if (failing.beginRestart()) {
      restarted.incrementAndGet();
      Thread.yield(); // so that the other may be early
      failing.end();
    } else if (failing.error() != null) {
      toldTooEarly.incrementAndGet();
    }
  }
}
