package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a thread waits for a delay that another one computes. */
@Timeout(60)
class DelayWaitTest {

  private static final int THREADS = 8;
  private static final Duration LONG = Duration.ofSeconds(Gate.PATIENCE_SECONDS);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicInteger runs = new AtomicInteger();

  // ---- timeout

  @ParameterizedTest
  @ValueSource(longs = {-5, 0, 1, 50})
  void timedDerefReturnsTheFallbackWhileAnotherThreadRunsTheBody(long millis) {
    Gate gate = new Gate();
    Delay<Integer> delay = Delay.of(() -> passing(gate));

    try (Threads threads = new Threads()) {
      threads.start(delay::deref);
      gate.awaitArrival();
      assertThat(delay.deref(Duration.ofMillis(millis), 77)).isEqualTo(77);
      assertThat(delay.deref(Duration.ofMillis(millis), null)).isNull();
      gate.open();
    }

    assertThat(delay.deref(Duration.ofMillis(millis), 77)).isEqualTo(1);
  }

  @Test
  void timedDerefGetsAValueThatComesInTime() {
    Gate gate = new Gate();
    Delay<Integer> delay = Delay.of(() -> passing(gate));
    AtomicReference<Integer> value = new AtomicReference<>();

    try (Threads threads = new Threads()) {
      threads.start(delay::deref);
      gate.awaitArrival();
      awaitWaiting(threads.start(() -> value.set(delay.deref(LONG, 77))));
      gate.open();
    }

    assertThat(value.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 0, 1})
  void timedDerefThatComesFirstComputesTheValueHoweverShortTheTimeout(long millis) {
    Delay<Integer> delay = Delay.of(runs::incrementAndGet);

    assertThat(delay.deref(Duration.ofMillis(millis), 77)).isEqualTo(1);
  }

  @Test
  void timeoutMayBeLongerThanALongHasNanoseconds() {
    Delay<Integer> delay = Delay.of(runs::incrementAndGet);

    assertThat(delay.deref(Duration.ofSeconds(Long.MAX_VALUE), 77)).isEqualTo(1);
  }

  // ---- interrupts

  @Test
  void interruptEndsATimedWaitAndTheFlagIsSet() {
    Gate gate = new Gate();
    Delay<Integer> delay = Delay.of(() -> passing(gate));

    try (Threads threads = new Threads()) {
      threads.start(delay::deref);
      gate.awaitArrival();
      Thread waiting = threads.start(() -> assertInterrupted(delay));
      awaitWaiting(waiting);
      waiting.interrupt();
      join(waiting);
      gate.open();
    }

    assertThat(delay.deref()).isEqualTo(1);
  }

  private static void assertInterrupted(Delay<Integer> delay) {
    assertThatThrownBy(() -> delay.deref(LONG, 77))
        .isInstanceOf(WaitInterruptedException.class)
        .hasMessageContaining("Interrupted")
        .hasMessageContaining(delay.toString());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptDoesNotEndAnUntimedWaitButTheFlagStaysSet() {
    Gate gate = new Gate();
    Delay<Integer> delay = Delay.of(() -> passing(gate));
    AtomicReference<Integer> value = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();

    try (Threads threads = new Threads()) {
      threads.start(delay::deref);
      gate.awaitArrival();
      Thread waiting =
          threads.start(
              () -> {
                value.set(delay.deref());
                flag.set(Thread.interrupted());
              });
      awaitWaiting(waiting);
      waiting.interrupt();
      gate.open();
    }

    assertThat(value.get()).isEqualTo(1);
    assertThat(flag.get()).isTrue();
  }

  @Test
  void interruptedThreadGetsAValueThatIsThere() {
    Delay<Integer> delay = Delay.of(runs::incrementAndGet);
    delay.deref();

    Thread.currentThread().interrupt();

    assertThat(delay.deref(LONG, 77)).isEqualTo(1);
    assertThat(delay.deref()).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  // ---- the end of the stack

  @Test
  void afterAStackOverflowAnywhereNobodyWaitsForEver() throws Exception {
    for (int i = 0; i < 1_000; i++) { // all is loaded and linked before the dives
      Delay.of(runs::incrementAndGet).deref();
    }
    for (int i = 0; i < 400; i++) {
      Delay<Integer> delay = Delay.of(() -> 5);
      StackDiver.dive(1 + i % 80, i / 80, delay::deref);
      assertThat(outcome(delay)).isIn(5, StackOverflowError.class);
    }
  }

  /** The body may have met the end of the stack, and that is then what everybody gets. */
  private static Object outcome(Delay<Integer> delay) {
    try {
      return delay.deref(LONG, 77);
    } catch (StackOverflowError thrown) {
      return thrown.getClass();
    }
  }

  // ---- tools

  private int passing(Gate gate) {
    gate.pass();
    return runs.incrementAndGet();
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.yield();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(LONG.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
