package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.CloseReport.Left;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows a promise is work of a runtime: a close waits for it, or tells of it. */
@Timeout(60)
class FollowUpTest {

  private static final Duration LONG = Duration.ofSeconds(Gate.PATIENCE_SECONDS);

  private final DosyncRuntime runtime = DosyncRuntime.builder().name("followed").build();
  private final Gate first = new Gate();
  private final Gate gate = new Gate();

  @AfterEach
  void close() {
    gate.open();
    runtime.close();
  }

  private Agent<Integer> agent() {
    return Agent.builder(0).runtime(runtime).build();
  }

  private <T> T passing(T value) {
    gate.pass();
    return value;
  }

  /** Until the gate is open, whatever interrupts. */
  private <T> T stubborn(T value) {
    Threads.elsewhere(gate::pass);
    return value;
  }

  private static Integer failing(Integer ignored) {
    throw new IllegalStateException("on purpose");
  }

  /** Not done yet, whatever becomes of the future. */
  private CompletableFuture<Integer> pending(CompletableFuture<Integer> other) {
    return runtime.future(() -> 1).thenCombine(other, Integer::sum);
  }

  private void closeWaitingFor(Runnable meanwhile) {
    try (Threads threads = new Threads()) {
      Thread closer = threads.start(() -> assertThat(runtime.close(LONG).isClean()).isTrue());
      Waiting.until(
          () ->
              runtime.isClosed() && closer.getState() == Thread.State.TIMED_WAITING
                  || !closer.isAlive());
      meanwhile.run();
      gate.open();
    }
  }

  /** Of what it follows, too. */
  private void awaitEndOfAllOthers() {
    Waiting.until(() -> runtime.work().underWay().size() == 1);
  }

  // ---- on another thread

  @Test
  void closeWaitsForWhatFollowsOnAnotherThreadWhichMaySendAndStartMore() {
    Agent<Integer> agent = agent();
    CompletableFuture<Integer> last =
        runtime
            .future(() -> 1)
            .thenApplyAsync(this::passing)
            .thenApplyAsync(
                n -> {
                  agent.send(m -> m + n);
                  return runtime.future(() -> n + 1).deref();
                });
    gate.awaitArrival();

    closeWaitingFor(() -> assertThat(last.isDone()).isFalse());

    assertThat(last).isCompletedWithValue(2);
    assertThat(agent.deref()).isEqualTo(1);
  }

  @Test
  void whatBecomesDueWhileTheCloseWaitsRuns() {
    CompletableFuture<Integer> other = new CompletableFuture<>();
    CompletableFuture<Integer> last = pending(other).thenApplyAsync(n -> n + 1);
    runtime.future(() -> passing(1));
    gate.awaitArrival();

    closeWaitingFor(
        () -> {
          other.complete(1);
          assertThat(last.join()).isEqualTo(3);
        });
  }

  @Test
  void whatBecomesDueAfterTheCloseFails() {
    CompletableFuture<Integer> other = new CompletableFuture<>();
    CompletableFuture<Integer> followed = pending(other);
    CompletableFuture<Integer> last = followed.thenApplyAsync(n -> n + 1);
    assertThat(runtime.close(LONG).isClean()).isTrue();
    other.complete(1);

    assertThatThrownBy(last::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RuntimeClosedException.class)
        .hasMessageContaining("Can't run what follows " + followed + ": " + runtime);
  }

  @Test
  void timeUpInterruptsAndTellsOfWhatRunsOnAnotherThread() {
    Promise<Integer> future = runtime.future(() -> 1);
    CompletableFuture<Integer> last =
        future.thenApplyAsync(
            n -> {
              gate.pass();
              return n;
            });
    gate.awaitArrival();
    awaitEndOfAllOthers();

    CloseReport report = runtime.close(Duration.ZERO);

    assertThat(report.left()).hasSize(1).allMatch(left -> left.running() && left.dropped() == 0);
    assertThat(report).hasToString("what follows " + future + ": still running");
    assertThatThrownBy(last::join).hasStackTraceContaining("InterruptedException");
  }

  @Test
  void timeUpTellsOfWhatHasNotBegunAndLeavesItToItsExecutor() {
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    DosyncRuntime slow = DosyncRuntime.builder().sendOffExecutor(waiting::add).build();
    Agent<Integer> agent = Agent.builder(0).runtime(slow).build();
    Promise<Integer> action = agent.submit(n -> n + 1);
    CompletableFuture<Integer> last = action.thenApplyAsync(n -> n + 1);
    Waiting.until(() -> !waiting.isEmpty() && slow.work().underWay().size() == 1);

    CloseReport report = slow.close(Duration.ZERO);

    assertThat(report.left()).hasSize(1).allMatch(left -> !left.running() && left.dropped() == 1);
    assertThat(report).hasToString("what follows " + action + ": did not run");
    waiting.remove().run();
    assertThat(last).isCompletedWithValue(2);
  }

  @Test
  void whatAnExecutorRefusesIsNotUnderWay() {
    RejectedExecutionException refused = new RejectedExecutionException("on purpose");
    DosyncRuntime refusing =
        DosyncRuntime.builder()
            .sendOffExecutor(
                task -> {
                  throw refused;
                })
            .build();
    Agent<Integer> agent = Agent.builder(0).runtime(refusing).build();

    assertThatThrownBy(agent.submit(n -> n + 1).thenApplyAsync(n -> n + 1)::join).hasCause(refused);
    assertThat(refusing.close(LONG).isClean()).isTrue();
  }

  @Test
  void closeFromWhatFollowsOnAnotherThreadIsRefused() {
    Promise<Integer> future = runtime.future(() -> 1);

    assertThatThrownBy(future.thenRunAsync(() -> runtime.close(LONG))::join)
        .hasCauseInstanceOf(DosyncException.class)
        .hasMessageContaining(
            "Can't close #<DosyncRuntime followed: open> from what runs on it: what follows "
                + future);
    assertThat(runtime.close(LONG).isClean()).isTrue();
  }

  /** As what follows on the thread of the action. */
  @Test
  void whatAnExecutorRunsInAnActionIsNoPartOfItButOnItsThread() {
    DosyncRuntime direct = DosyncRuntime.builder().sendOffExecutor(Runnable::run).build();
    Agent<Integer> other = Agent.builder(0).runtime(direct).build();
    Agent<Integer> agent = Agent.builder(0).runtime(direct).build();
    AtomicReference<@Nullable Object> seen = new AtomicReference<>("not asked");
    Promise<Integer> action =
        agent.submit(
            n -> {
              CompletableFuture<Integer> later = direct.future(() -> 1).thenApply(m -> m);
              later.thenRunAsync(() -> seen.set(Agent.current()));
              later.thenRunAsync(() -> other.submit(m -> m + 1).deref()).join();
              assertThatThrownBy(later.thenRunAsync(() -> agent.submit(m -> m).deref())::join)
                  .hasCauseInstanceOf(DosyncException.class);
              return other.deref();
            });

    assertThat(action.deref()).isEqualTo(1);
    assertThat(seen.get()).isNull();
    assertThat(direct.close(LONG).isClean()).isTrue();
  }

  /** The guard looks who hands work over, and lets ourselves do so. */
  @Test
  void inATransactionTheExecutorIsHandedOutAsItIs() {
    Promise<Integer> promise = runtime.future(() -> 1);
    Executor inTransaction = Transaction.dosync(promise::defaultExecutor);

    assertThat(inTransaction).isSameAs(runtime.sendOffExecutor());
    assertThat(promise.defaultExecutor()).isNotSameAs(inTransaction);
  }

  // ---- on the same thread

  private <T> T passingFirst(T value) {
    first.pass();
    return value;
  }

  /** Not earlier: what follows what is done already runs on the thread that asks for it. */
  private void goOn() {
    first.open();
    gate.awaitArrival();
  }

  @Test
  void timeUpTellsOfWhatFollowsAnAction() {
    Agent<Integer> agent = agent();
    agent.submit(this::passingFirst).thenApply(this::stubborn);
    goOn();

    assertThat(runtime.close(Duration.ZERO).left()).containsExactly(new Left(agent, true, 0));
  }

  @Test
  void timeUpTellsOfWhatWaitsBehindWhatFollowsAnAction() {
    Agent<Integer> agent = agent();
    agent.submit(this::passingFirst).thenApply(this::stubborn);
    goOn();
    agent.send(n -> n + 1).send(n -> n + 1);

    assertThat(runtime.close(Duration.ZERO).left()).containsExactly(new Left(agent, true, 2));
  }

  @Test
  void timeUpTellsOfWhatFollowsAnActionThatFailed() {
    Agent<Integer> agent =
        Agent.builder(0)
            .runtime(runtime)
            .errorMode(ErrorMode.CONTINUE)
            .errorHandler((failed, thrown) -> {})
            .build();
    agent.submit(n -> failing(passingFirst(n))).exceptionally(thrown -> stubborn(1));
    goOn();

    assertThat(runtime.close(Duration.ZERO).left()).containsExactly(new Left(agent, true, 0));
  }

  @Test
  void timeUpTellsOfWhatFollowsTheFailureOfAnAgent() {
    Agent<Integer> agent = agent();
    agent.setErrorHandler((failed, thrown) -> {});
    agent.submit(n -> failing(passingFirst(n))).exceptionally(thrown -> stubborn(1));
    agent.send(n -> n + 1).send(n -> n + 1);
    goOn();

    assertThat(runtime.close(Duration.ZERO).left()).containsExactly(new Left(agent, true, 2));
  }

  @Test
  void timeUpTellsOfWhatFollowsTheLastOfSeveralFutures() {
    Promise<List<Integer>> whole = runtime.all(List.of(() -> passingFirst(1)));
    whole.thenApply(this::stubborn);
    goOn();

    assertThat(runtime.close(Duration.ZERO).left()).containsExactly(new Left(whole, true, 0));
  }
}
