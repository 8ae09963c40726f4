package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.DosyncRuntime;
import org.dosync.Futures;
import org.junit.jupiter.api.Test;

/** Waiting for the end of all that is under way. */
@DosyncTest
class QuiescenceTest {

  @Test
  void chainsOfActionsInSeveralRuntimesAreWaitedFor() {
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("other").build()) {
      Agent<Integer> one = Agent.of(0);
      Agent<Integer> other = Agent.builder(0).runtime(runtime).build();
      for (int round = 1; round <= 50; round++) {
        toAndFro(one, other, 20);
        Probe.awaitQuiescent();
        assertThat(one.deref() + other.deref()).isEqualTo(round * 21);
      }
    }
  }

  private static void toAndFro(Agent<Integer> here, Agent<Integer> there, int times) {
    here.send(
        n -> {
          if (times > 0) {
            toAndFro(there, here, times - 1);
          }
          return n + 1;
        });
  }

  @Test
  void futuresAreWaitedFor() {
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      Futures.future(() -> Futures.future(done::incrementAndGet));
    }
    Probe.awaitQuiescent();
    assertThat(done).hasValue(10);
  }

  @Test
  void whatDoesNotEndIsTold() {
    CountDownLatch gate = new CountDownLatch(1);
    Futures.future(
        () -> {
          gate.await();
          return 1;
        });
    assertThatThrownBy(() -> Probe.awaitQuiescent(Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Something is still under way after PT0.001S");
    gate.countDown();
  }
}
