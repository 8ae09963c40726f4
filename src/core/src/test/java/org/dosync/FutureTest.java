package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A future runs once, or never; what it is told while it runs is for it alone. */
@Timeout(60)
class FutureTest {

  private static DosyncRuntime runtime(Executor executor) {
    return DosyncRuntime.builder().sendOffExecutor(executor).sendExecutor(executor).build();
  }

  @Test
  void futureThatIsDoneBeforeItBeginsDoesNotRun() {
    List<Runnable> postponed = new ArrayList<>();
    AtomicInteger ran = new AtomicInteger();
    Promise<Integer> future = runtime(postponed::add).future(ran::incrementAndGet);

    future.complete(7);
    postponed.forEach(Runnable::run);

    assertThat(ran).hasValue(0);
    assertThat(future.deref()).isEqualTo(7);
  }

  @Test
  void executorThatRunsATaskTwiceRunsFuturesOnce() {
    AtomicInteger ran = new AtomicInteger();
    DosyncRuntime twice =
        runtime(
            task -> {
              ForkJoinPool.commonPool().execute(task);
              ForkJoinPool.commonPool().execute(task);
            });
    for (int i = 0; i < 2_000; i++) {
      twice.future(ran::incrementAndGet);
    }
    assertThat(twice.close(Duration.ofSeconds(Gate.PATIENCE_SECONDS)).isClean()).isTrue();

    assertThat(ran).hasValue(2_000);
  }

  @Test
  void cancelWithoutInterruptLeavesTheBodyAlone() {
    Gate gate = new Gate();
    Promise<Boolean> interrupted = new Promise<>();
    Promise<Integer> future =
        Futures.future(
            () -> {
              gate.pass();
              interrupted.deliver(Thread.currentThread().isInterrupted());
              return 1;
            });
    gate.awaitArrival();

    assertThat(future.cancel(false)).isTrue();
    gate.open();

    assertThat(interrupted.deref()).isFalse();
  }

  /**
   * The thread takes the interrupt of the close for a wish to end, and is faster than the close.
   */
  @Test
  void whatABodyMakesOfTheInterruptOfACloseIsNoAnswer() {
    Promise<Promise<Integer>> future = new Promise<>();
    DosyncRuntime runtime =
        runtime(
            task ->
                new Thread(task) {
                  @Override
                  public void interrupt() {
                    super.interrupt();
                    if (this
                        != Thread.currentThread()) { // else a wait would interrupt itself again
                      Waiting.until(() -> future.deref().isDone());
                    }
                  }
                }.start());
    Gate begun = new Gate();
    begun.open();
    future.deliver(
        runtime.future(
            () -> {
              begun.pass();
              while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
              }
              return 1;
            }));
    begun.awaitArrival();

    runtime.close(Duration.ZERO);

    assertThatThrownBy(future.deref()::deref).hasCauseInstanceOf(RuntimeClosedException.class);
  }

  /** The report has told that it was running. */
  @Test
  void interruptOfACloseIsNoFailureOfTheBody() {
    Promise<Thread> runner = new Promise<>();
    DosyncRuntime runtime = DosyncRuntime.builder().build();
    runtime.future(
        () -> {
          runner.deliver(Thread.currentThread());
          new CountDownLatch(1).await();
          return 1;
        });
    runner.deref();
    try (CaughtFailures failures = new CaughtFailures()) {
      assertThat(runtime.close(Duration.ZERO).left()).hasSize(1);
      Waiting.until(() -> !runner.deref().isAlive());
      assertThat(failures.all()).isEmpty();
    }
  }

  @Test
  void nothingIsOwedForWhatIsDelivered() {
    DosyncRuntime runtime = runtime(Runnable::run);
    Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();

    agent.submit(n -> n + 1);
    runtime.all(List.of(() -> 1, () -> 2));
    runtime.future(() -> 1);

    assertThat(runtime.work().owed()).isEmpty();
  }

  @Test
  void partThatWaitsForTheWholeIsRefused() {
    Promise<Promise<List<Integer>>> self = new Promise<>();
    Promise<List<Integer>> whole = Futures.all(List.of(() -> self.deref().deref().size()));
    self.deliver(whole);

    assertThatThrownBy(whole::deref).hasMessageContaining("closes a circle");
  }
}
