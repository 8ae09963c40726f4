package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Futures that succeed or fail together: none outlives the others, and the order is the input's.
 */
@Timeout(60)
class FanOutTest {

  private static final IllegalStateException FAILURE = new IllegalStateException("on purpose");

  @Test
  void resultsComeInTheOrderOfTheItemsThoughAllRunAtOnce() {
    CyclicBarrier allThere = new CyclicBarrier(10);
    List<Integer> items = IntStream.range(0, 10).boxed().toList();

    List<Integer> squares =
        Futures.map(
                items,
                n -> {
                  pass(allThere);
                  return n * n;
                })
            .deref();

    assertThat(squares).containsExactly(0, 1, 4, 9, 16, 25, 36, 49, 64, 81);
    assertThatThrownBy(() -> squares.add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await(Gate.PATIENCE_SECONDS, SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nullItemsAndResultsAreFineAndSoIsNone() {
    assertThat(Futures.map(Arrays.asList("a", null), item -> item).deref())
        .containsExactly("a", null);
    assertThat(Futures.all(List.<Callable<String>>of()).deref()).isEmpty();
  }

  @Test
  void firstFailureInterruptsTheOthersAndIsToldWhenAllHaveEnded() {
    CountDownLatch running = new CountDownLatch(1);
    Gate interrupted = new Gate();
    Promise<List<Integer>> whole =
        Futures.<Integer>all(
            List.of(
                () -> {
                  running.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.pass();
                  }
                  return 1;
                },
                () -> {
                  running.await();
                  throw FAILURE;
                }));

    interrupted.awaitArrival();
    assertThat(whole.isDone()).isFalse();
    interrupted.open();
    assertThatThrownBy(whole::deref).isInstanceOf(CompletionException.class).hasCause(FAILURE);
  }

  @Test
  void cancelInterruptsThemAll() {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch interrupted = new CountDownLatch(2);
    Callable<Integer> body =
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return 1;
        };
    Promise<List<Integer>> whole = Futures.all(List.of(body, body));
    Gate.await(begun, "begun");

    assertThat(whole.cancel(true)).isTrue();
    assertThat(whole.cancel(true)).isFalse();

    assertThatThrownBy(whole::deref).isInstanceOf(CancellationException.class);
    Gate.await(interrupted, "interrupted");
  }

  @Test
  void inATransactionTheyStartAfterTheCommitOrNever() {
    AtomicInteger ran = new AtomicInteger();
    List<Promise<?>> made = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      made.add(Futures.map(List.of(1, 2), n -> ran.incrementAndGet()));
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);
    assertThat(made.get(0).isCancelled()).isTrue();
    assertThat(ran).hasValue(0);

    Promise<List<Integer>> whole =
        Transaction.dosync(
            () -> {
              Promise<List<Integer>> held = Futures.map(List.of(1, 2), n -> n + ran.get());
              assertThatThrownBy(held::deref)
                  .isInstanceOf(DosyncException.class)
                  .hasMessageContaining("is held until this transaction has committed");
              ran.set(10);
              return held;
            });
    assertThat(whole.deref()).containsExactly(11, 12);
  }

  @Test
  void closeFailsWhatHasNotEnded() {
    DosyncRuntime runtime = DosyncRuntime.builder().sendOffExecutor(task -> {}).build();
    Promise<List<Integer>> whole = runtime.map(List.of(1, 2), n -> n);

    assertThat(runtime.close(Duration.ZERO).left()).hasSize(2);

    assertThatThrownBy(whole::deref).hasCauseInstanceOf(RuntimeClosedException.class);
  }

  @Test
  void rejectingExecutorTellsTheCallerAndNothingRunsOn() {
    AtomicInteger count = new AtomicInteger();
    List<Runnable> accepted = new ArrayList<>();
    DosyncRuntime runtime =
        DosyncRuntime.builder()
            .sendOffExecutor(
                task -> {
                  if (count.incrementAndGet() > 1) {
                    throw FAILURE;
                  }
                  accepted.add(task);
                })
            .build();
    AtomicInteger ran = new AtomicInteger();

    assertThatThrownBy(() -> runtime.map(List.of(1, 2, 3), n -> ran.incrementAndGet()))
        .isSameAs(FAILURE);

    accepted.forEach(Runnable::run);
    assertThat(ran).hasValue(0);
    assertThat(runtime.close(Duration.ZERO).isClean()).isTrue();
  }

  @Test
  void failureAfterSomebodyElseHasDeliveredIsTold() {
    Gate gate = new Gate();
    try (CaughtFailures failures = new CaughtFailures()) {
      Promise<List<Integer>> whole =
          Futures.<Integer>all(
              List.of(
                  () -> {
                    gate.pass();
                    throw FAILURE;
                  }));
      gate.awaitArrival();
      whole.complete(List.of(1));
      gate.open();
      Waiting.until(() -> !failures.all().isEmpty());

      assertThat(failures.only().what()).isEqualTo("future");
      assertThat(failures.only().source()).isSameAs(whole);
      assertThat(failures.only().cause()).isSameAs(FAILURE);
    }
  }

  @Test
  void refusedStartLeavesNothingBehind() {
    DosyncRuntime runtime = DosyncRuntime.builder().build();
    Ref<Integer> ref = Ref.of(0);
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.commute(
                          n -> {
                            runtime.map(List.of(1, 2), item -> item);
                            return n;
                          });
                    }))
        .isInstanceOf(DosyncException.class);

    assertThat(runtime.work().owed()).isEmpty();
    assertThat(runtime.close(Duration.ZERO).isClean()).isTrue();
  }

  /** What follows the last future is a part of it. */
  @Test
  void closeWaitsForWhatComesOfTheLastOne() {
    DosyncRuntime runtime = DosyncRuntime.builder().build();
    Gate began = new Gate();
    Gate following = new Gate();
    AtomicInteger followed = new AtomicInteger();
    Promise<List<Integer>> whole =
        runtime.all(
            List.of(
                () -> {
                  began.pass();
                  return 1;
                }));
    var follower =
        whole.thenAccept(
            list -> {
              following.pass();
              followed.incrementAndGet();
            });
    began.open();
    following.awaitArrival();
    try (Threads threads = new Threads()) {
      Thread closer =
          threads.start(
              () -> {
                runtime.close();
                assertThat(followed).as("what was done before the close").hasValue(1);
              });
      Waiting.until(() -> !closer.isAlive() || closer.getState() == Thread.State.TIMED_WAITING);
      following.open();
    }
    assertThat(follower).isCompleted();
  }

  @Test
  void failureWithoutACauseIsAFailure() {
    CompletionException bare = new CompletionException("bare, on purpose", null);
    Promise<List<Integer>> whole =
        Futures.<Integer>all(
            List.of(
                () -> 1,
                () -> {
                  throw bare;
                }));

    assertThatThrownBy(() -> whole.deref(Duration.ofSeconds(Gate.PATIENCE_SECONDS), List.of()))
        .isSameAs(bare);
    assertThat(whole.toString()).endsWith(": " + bare + ">");
  }

  /** As if there were no memory for the list. */
  @Test
  void whateverIsThrownWhileTheResultsAreGatheredFailsTheWhole() {
    Gate gate = new Gate();
    FanOut<Integer> whole =
        (FanOut<Integer>)
            Futures.<Integer>all(
                List.of(
                    () -> 1,
                    () -> {
                      gate.pass();
                      return 2;
                    }));
    gate.awaitArrival();
    Waiting.until(() -> whole.parts().get(0).isDone());
    whole.parts().get(0).obtrudeException(FAILURE);
    gate.open();

    assertThatThrownBy(() -> whole.deref(Duration.ofSeconds(Gate.PATIENCE_SECONDS), List.of()))
        .hasCause(FAILURE);
  }

  /** Each body has a class of its own, which is where it says it was sent from. */
  @Test
  void failureIsToldWithTheBodyThatFailed() {
    DosyncRuntime runtime = DosyncRuntime.builder().build();
    try (CaughtFailures failures = new CaughtFailures()) {
      Promise<List<Integer>> whole = runtime.all(List.of(new Fine(), new Failed()));
      Waiting.until(whole::isDone);
      runtime.close();

      assertThat(failures.only().sentFrom()).isEqualTo(Failed.class.getName());
    }
  }

  private static final class Fine implements Callable<Integer> {
    @Override
    public Integer call() {
      return 1;
    }
  }

  private static final class Failed implements Callable<Integer> {
    @Override
    public Integer call() {
      throw FAILURE;
    }
  }
}
