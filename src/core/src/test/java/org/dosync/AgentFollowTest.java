package org.dosync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent at rest that gets the last thing sent follows its sender on the same thread. */
@Timeout(60)
class AgentFollowTest {

  private final Agent<Integer> sender = Agent.of(0);
  private final Agent<Integer> follower = Agent.of(0);
  private final CountDownLatch followed = new CountDownLatch(1);
  private volatile @Nullable Thread sentOn;
  private volatile @Nullable Thread followedOn;

  private int sendOn(int n) {
    return sendOn(n, follower);
  }

  private int sendOn(int n, Agent<Integer> target) {
    sentOn = Thread.currentThread();
    target.send(
        m -> {
          followedOn = Thread.currentThread();
          followed.countDown();
          return m + 1;
        });
    return n + 1;
  }

  private void awaitFollower() {
    Gate.await(followed, "the follower");
  }

  @Test
  void itRunsOnTheSameThread() {
    sender.send(this::sendOn);
    awaitFollower();
    assertThat(followedOn).isSameAs(sentOn);
  }

  @Test
  void itKeepsToThePoolOfItsRuntime() {
    try (DosyncRuntime runtime = DosyncRuntime.builder().name("another").build()) {
      Agent<Integer> elsewhere = Agent.builder(0).runtime(runtime).build();
      elsewhere.send(this::sendOn);
      awaitFollower();
      assertThat(requireNonNull(sentOn).getName()).startsWith("another");
      assertThat(requireNonNull(followedOn).getName()).doesNotStartWith("another");
    }
  }

  @Test
  void itIsNotInterruptedByWhatItsSenderLeavesBehind() {
    AtomicBoolean interrupted = new AtomicBoolean();
    sender.send(
        n -> {
          follower.send(
              m -> {
                interrupted.set(Thread.currentThread().isInterrupted());
                followed.countDown();
                return m;
              });
          Thread.currentThread().interrupt();
          return n;
        });
    awaitFollower();
    assertThat(interrupted).isFalse();
  }

  @Test
  void itDoesNotWaitForTheNextActionOfItsSender() {
    Gate gate = new Gate();
    sender.send(
        n -> {
          gate.pass();
          return sendOn(n);
        });
    gate.awaitArrival();
    sender.send(
        n -> {
          awaitFollower();
          return n + 1;
        });
    gate.open();
    Agent.await(sender);
    Agent.await(follower);
    assertThat(sender.deref()).isEqualTo(2);
    assertThat(follower.deref()).isEqualTo(1);
  }

  @Test
  void itDoesNotWaitForWhoeverIsToldThatItsSenderIsDone() {
    Gate gate = new Gate();
    Promise<?> told =
        (Promise<?>)
            sender
                .submit(
                    n -> {
                      gate.pass();
                      return sendOn(n);
                    })
                .thenRun(this::awaitFollower);
    gate.awaitArrival();
    gate.open();
    told.deref();
    Agent.await(follower);
    assertThat(follower.deref()).isEqualTo(1);
  }

  @Test
  void itDoesNotWaitForWhoeverIsToldAtTheEndOfTheContext() {
    AtomicInteger ends = new AtomicInteger();
    ContextCapture waiting =
        body ->
            () -> {
              body.run();
              awaitFollower();
              ends.incrementAndGet();
            };
    try (DosyncRuntime runtime = DosyncRuntime.builder().context(waiting).build()) {
      Agent<Integer> first = Agent.builder(0).runtime(runtime).build();
      Agent<Integer> second = Agent.builder(0).runtime(runtime).build();
      first.send(n -> sendOn(n, second));
      awaitFollower(); // a wait for the agent itself would be something for it to do
    }
    assertThat(ends).hasValue(2);
  }

  @Test
  void oneOfTwoThingsSentDoesNotWaitForTheOther() {
    Agent<Integer> other = Agent.of(0);
    sender.send(
        n -> {
          other.send(
              m -> {
                awaitFollower();
                return m + 1;
              });
          return sendOn(n);
        });
    awaitFollower();
    Agent.await(sender, other);
    assertThat(other.deref()).isEqualTo(1);
  }

  /** More rings than threads. */
  @Test
  void ringsWithoutEndLetOthersIn() {
    AtomicBoolean stop = new AtomicBoolean();
    int count = Runtime.getRuntime().availableProcessors() + 10;
    List<Agent<Integer>> rings = IntStream.range(0, 2 * count).mapToObj(i -> Agent.of(0)).toList();
    for (int i = 0; i < count; i++) {
      toAndFro(rings.get(2 * i), rings.get(2 * i + 1), stop);
    }
    try {
      for (int i = 0; i < 100; i++) {
        sender.send(n -> n + 1);
        assertThat(Agent.awaitFor(Duration.ofSeconds(Gate.PATIENCE_SECONDS), sender)).isTrue();
      }
      assertThat(rings).allSatisfy(each -> assertThat(each.deref()).isPositive());
    } finally {
      stop.set(true);
    }
  }

  private static void toAndFro(Agent<Integer> from, Agent<Integer> to, AtomicBoolean stop) {
    from.send(
        n -> {
          if (!stop.get()) {
            toAndFro(to, from, stop);
          }
          return n + 1;
        });
  }

  @Test
  void aChainIsNoDeeperForItsLength() {
    List<Agent<Integer>> chain = Stream.generate(() -> Agent.of(0)).limit(100_000).toList();
    CountDownLatch end = new CountDownLatch(1);
    pass(chain, 0, end);
    Gate.await(end, "the end of the chain");
  }

  private static void pass(List<Agent<Integer>> chain, int index, CountDownLatch end) {
    if (index == chain.size()) {
      end.countDown();
    } else {
      chain
          .get(index)
          .send(
              n -> {
                pass(chain, index + 1, end);
                return n + 1;
              });
    }
  }
}
