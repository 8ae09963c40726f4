package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.dosync.CloseReport.Left;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close waits for what is under way, and tells what it had to leave; nothing waits for ever. */
@Timeout(60)
class RuntimeCloseTest {

  private static final Duration LONG = Duration.ofSeconds(Gate.PATIENCE_SECONDS);

  private final DosyncRuntime runtime = DosyncRuntime.builder().name("closing").build();

  /** Does not let an interrupt end it. */
  private static void passStubbornly(Gate gate) {
    Thread passing = new Thread(gate::pass);
    passing.start();
    while (passing.isAlive()) {
      try {
        passing.join();
      } catch (InterruptedException ignored) {
        // that is the point
      }
    }
  }

  private Agent<Integer> agent() {
    return Agent.builder(0).runtime(runtime).build();
  }

  private static void assertClosed(Promise<?> promise) {
    assertThat(promise.isDone()).isTrue();
    assertThatThrownBy(promise::deref)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RuntimeClosedException.class);
  }

  @Test
  void closeWaitsUntilAllActionsAndFuturesHaveEnded() {
    Gate gate = new Gate();
    Agent<Integer> agent = agent();
    agent.sendOff(n -> passing(gate, n + 1));
    for (int i = 0; i < 100; i++) {
      agent.send(n -> n + 1);
    }
    Promise<String> future = runtime.future(() -> passing(gate, "done"));
    AtomicReference<CloseReport> report = new AtomicReference<>();
    try (Threads threads = new Threads()) {
      Thread closer = threads.start(() -> report.set(runtime.close(LONG)));
      gate.awaitArrival();
      Waiting.until(() -> closer.getState() == Thread.State.TIMED_WAITING && runtime.isClosed());
      gate.open();
    }

    assertThat(report.get().isClean()).isTrue();
    assertThat(agent.deref()).isEqualTo(101);
    assertThat(future.isDone()).isTrue();
    assertThat(future.deref()).isEqualTo("done");
  }

  /** A close, and the end of the JVM. */
  @Test
  void allWhoWaitForTheEndAreWoken() {
    Gate gate = new Gate();
    Work work = runtime.work();
    runtime.future(() -> passing(gate, "done"));
    try (Threads threads = new Threads()) {
      for (int i = 0; i < 2; i++) {
        Thread waiting = threads.start(() -> work.awaitNone(TimeUnit.HOURS.toNanos(1)));
        Waiting.until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
      }
      gate.open();
    }
  }

  private static <T> T passing(Gate gate, T value) {
    gate.pass();
    return value;
  }

  @Test
  void timeUpDropsWhatWaitsBehindARunningActionAndNamesIt() {
    Gate gate = new Gate();
    AtomicInteger ran = new AtomicInteger();
    Agent<Integer> agent = agent();
    Promise<Integer> running = agent.submitOff(n -> stubborn(gate, n));
    gate.awaitArrival();
    agent.send(n -> ran.incrementAndGet());
    Promise<Integer> waiting = agent.submit(n -> ran.incrementAndGet());
    try (CaughtFailures failures = new CaughtFailures();
        Threads threads = new Threads()) {
      Thread waiter =
          threads.start(
              () ->
                  assertThatThrownBy(() -> Agent.await(agent))
                      .isInstanceOf(RuntimeClosedException.class));
      Waiting.until(() -> waiter.getState() == Thread.State.WAITING);

      CloseReport report = runtime.close(Duration.ZERO);

      assertThat(report.left()).containsExactly(new Left(agent, true, 2));
      assertThat(report.toString()).isEqualTo(agent + ": still running, 2 actions did not run");
      assertClosed(waiting);
      assertClosed(running);
      gate.open();
      Waiting.until(() -> agent.queueSize() == 0);
      assertThat(failures.all()).isEmpty(); // the report has told it all
    }
    assertThat(ran).hasValue(0);
    assertThat(agent.deref()).isEqualTo(7);
  }

  private static Integer stubborn(Gate gate, Integer ignored) {
    passStubbornly(gate);
    return 7;
  }

  @Test
  void timeUpInterruptsWhatRunsAndFailsItsPromise() {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch interrupted = new CountDownLatch(2);
    Promise<Object> future = runtime.future(() -> untilInterrupted(begun, interrupted));
    Promise<Integer> action = agent().submit(n -> (Integer) untilInterrupted(begun, interrupted));
    Gate.await(begun, "begun");

    CloseReport report = runtime.close(Duration.ZERO);

    Gate.await(interrupted, "interrupted");
    assertThat(report.left()).hasSize(2).allMatch(Left::running);
    assertThat(future.isDone()).isTrue();
    assertThat(action.isDone()).isTrue();
  }

  private static Object untilInterrupted(CountDownLatch begun, CountDownLatch interrupted) {
    begun.countDown();
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    interrupted.countDown();
    return 1;
  }

  @Test
  void whatAnExecutorNeverRanIsDroppedAndNamed() {
    DosyncRuntime idle =
        DosyncRuntime.builder().sendExecutor(task -> {}).sendOffExecutor(task -> {}).build();
    Agent<Integer> agent = Agent.builder(0).runtime(idle).build();
    agent.send(n -> n + 1);
    Promise<Integer> action = agent.submit(n -> n + 1);
    Promise<Integer> future = idle.future(() -> 1);

    CloseReport report = idle.close(Duration.ZERO);

    assertThat(report.left())
        .containsExactlyInAnyOrder(new Left(agent, false, 2), new Left(future, false, 1));
    assertThat(report.toString()).contains(agent + ": 2 actions did not run", ": did not run");
    assertClosed(action);
    assertClosed(future);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void whatAFailedAgentHoldsIsNotWaitedForButNamed() {
    Agent<Integer> agent = agent();
    try (CaughtFailures failures = new CaughtFailures()) {
      Gate gate = new Gate();
      agent.sendOff(n -> failAt(gate));
      agent.send(n -> n + 1);
      gate.awaitArrival();
      gate.open();
      Waiting.until(() -> agent.error() != null);

      assertThat(runtime.close(LONG).left()).containsExactly(new Left(agent, false, 1));
      assertThat(failures.all()).hasSize(1);
      agent.restart(0);
      assertThat(failures.all()).hasSize(1); // the report has told it
    }
    assertThat(agent.queueSize()).isZero();
    assertThat(agent.deref()).isZero();
  }

  /** What a failed agent holds runs, or is in the report, or is told late: one of these, once. */
  @Test
  void restartBesideACloseIsToldOnce() {
    for (int round = 0; round < 300; round++) {
      restartBesideAClose();
    }
  }

  private static void restartBesideAClose() {
    DosyncRuntime racing = DosyncRuntime.builder().name("racing").build();
    Agent<Integer> agent =
        Agent.builder(0)
            .runtime(racing)
            .errorHandler((failed, thrown) -> failed.send(n -> n + 1).send(n -> n + 1))
            .errorMode(ErrorMode.FAIL)
            .build();
    agent.send(
        n -> {
          throw new IllegalStateException("on purpose");
        });
    Waiting.until(() -> agent.error() != null);
    AtomicReference<CloseReport> report = new AtomicReference<>();
    try (CaughtFailures failures = new CaughtFailures()) {
      Threads.together(
          List.of(() -> agent.restart(0), () -> report.set(racing.close(Duration.ZERO))));
      assertToldOnce(2, agent, racing, report.get(), failures);
    }
  }

  @Test
  void agentThatRunsAfterARestartIsLeftAsRunning() {
    Agent<Integer> agent = agent();
    agent.setErrorHandler((failed, thrown) -> {});
    assertThatThrownBy(agent.submit(n -> Integer.valueOf("x"))::deref)
        .isInstanceOf(CompletionException.class);
    agent.restart(0);
    Gate gate = new Gate();
    agent.sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();

    assertThat(runtime.close(Duration.ZERO).left()).containsExactly(new Left(agent, true, 0));
    gate.open();
  }

  private static Integer failAt(Gate gate) {
    gate.pass();
    throw new IllegalStateException("on purpose");
  }

  @Test
  void nothingIsAcceptedAfterTheClose() {
    Agent<Integer> agent = agent();
    runtime.close();

    assertThat(runtime.isClosed()).isTrue();
    assertThatThrownBy(() -> agent.send(n -> n))
        .isInstanceOf(RuntimeClosedException.class)
        .hasMessage("Can't send to " + agent + ": #<DosyncRuntime closing: closed>");
    assertThatThrownBy(() -> agent.trySendOff(n -> n)).isInstanceOf(RuntimeClosedException.class);
    assertThatThrownBy(() -> agent.submit(n -> n)).isInstanceOf(RuntimeClosedException.class);
    assertThatThrownBy(() -> runtime.future(() -> 1)).isInstanceOf(RuntimeClosedException.class);
    assertThatThrownBy(() -> runtime.all(List.of(() -> 1)))
        .isInstanceOf(RuntimeClosedException.class);
    assertThat(agent.queueSize()).isZero();
    Agent.await(agent);
  }

  @Test
  void actionsAndFuturesMaySendOnWhileOthersMayNotAnyMore() {
    Gate gate = new Gate();
    Agent<Integer> first = agent();
    Agent<Integer> second = agent();
    AtomicReference<Promise<Integer>> started = new AtomicReference<>();
    first.sendOff(
        n -> {
          gate.pass();
          second.send(m -> m + 1);
          started.set(runtime.future(() -> 5));
          return n + 1;
        });
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      threads.start(() -> assertThat(runtime.close(LONG).isClean()).isTrue());
      Waiting.until(runtime::isClosed);
      assertThatThrownBy(() -> second.send(n -> n)).isInstanceOf(RuntimeClosedException.class);
      gate.open();
    }
    assertThat(second.deref()).isEqualTo(1);
    assertThat(started.get().deref()).isEqualTo(5);
  }

  @Test
  void sendThatATransactionHeldOverTheCloseIsTold() {
    Agent<Integer> agent = agent();
    Promise<Integer> promise;
    try (CaughtFailures failures = new CaughtFailures()) {
      promise =
          Transaction.dosync(
              () -> {
                agent.send(n -> n + 1);
                Promise<Integer> held = agent.submit(n -> n + 1);
                Threads.elsewhere(runtime::close);
                return held;
              });
      assertThat(failures.only().cause()).isInstanceOf(RuntimeClosedException.class);
      assertThat(failures.only().source()).isSameAs(agent);
    }
    assertClosed(promise);
    assertThat(agent.queueSize()).isZero();
    assertThat(agent.deref()).isZero();
  }

  @Test
  void senderThatWaitsForRoomIsToldOfTheClose() {
    Gate gate = new Gate();
    Agent<Integer> agent =
        Agent.builder(0)
            .runtime(runtime)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(Duration.ofMinutes(5))
            .build();
    agent.sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      Thread sender =
          threads.start(
              () ->
                  assertThatThrownBy(() -> agent.send(n -> n))
                      .isInstanceOf(RuntimeClosedException.class));
      Waiting.until(() -> sender.getState() == Thread.State.TIMED_WAITING);
      runtime.close(Duration.ZERO);
    }
    assertThat(agent.queueSize()).isEqualTo(1); // the action runs on, so the close has told it
    gate.open();
  }

  @Test
  void closeFromWhatRunsHereIsRefused() {
    assertThatThrownBy(() -> runtime.future(() -> runtime.close(LONG)).deref())
        .hasCauseInstanceOf(DosyncException.class)
        .hasMessageContaining("Can't close #<DosyncRuntime closing: open> from what runs on it")
        .hasMessageEndingWith("would wait for itself. Close it from outside");
    assertThat(runtime.isClosed()).isFalse();
    assertThat(runtime.close(LONG).isClean()).isTrue();
  }

  @Test
  void closeFromWhatFollowsTheLastOfSeveralFuturesIsRefused() {
    Gate gate = new Gate();
    Promise<List<Integer>> whole = runtime.all(List.of(() -> passing(gate, 1)));
    var closing = whole.thenRun(() -> runtime.close(Duration.ZERO));
    gate.open();

    assertThatThrownBy(closing::join).hasCauseInstanceOf(DosyncException.class);
    assertThat(runtime.close(LONG).isClean()).isTrue();
  }

  @Test
  void closeFromWhatFollowsAFailureIsRefused() {
    Gate gate = new Gate();
    Agent<Integer> agent = agent();
    agent.setErrorHandler((failed, thrown) -> {});
    var closing =
        agent.submitOff(n -> failAt(gate)).handle((value, thrown) -> runtime.close(Duration.ZERO));
    gate.open();

    assertThatThrownBy(closing::join).hasCauseInstanceOf(DosyncException.class);
    assertThat(runtime.close(LONG).isClean()).isTrue();
  }

  /** As what follows a success may. */
  @Test
  void whatFollowsAFailureMaySendOnBesideAClose() {
    Gate gate = new Gate();
    Gate told = new Gate();
    Agent<Integer> other = agent();
    Agent<Integer> agent = agent();
    agent.setErrorHandler((failed, thrown) -> {});
    var sending =
        agent
            .submitOff(n -> failAt(gate))
            .handle(
                (value, thrown) -> {
                  told.pass();
                  return other.send(n -> n + 1);
                });
    gate.open();
    told.awaitArrival();
    try (Threads threads = new Threads()) {
      Thread closer = threads.start(() -> assertThat(runtime.close(LONG).isClean()).isTrue());
      Waiting.until(
          () ->
              !closer.isAlive()
                  || runtime.isClosed() && closer.getState() == Thread.State.TIMED_WAITING);
      told.open();
    }

    assertThat(sending).isCompleted();
    assertThat(other.deref()).isEqualTo(1);
  }

  /** It was woken for the place, and may not have it. */
  @Test
  void senderThatTheCloseRefusesLeavesThePlaceToWorkOfTheRuntime() {
    Agent<Integer> agent =
        Agent.builder(0)
            .runtime(runtime)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(LONG.multipliedBy(4))
            .build();
    Gate gate = new Gate();
    agent.sendOff(n -> passing(gate, n));
    gate.awaitArrival();
    AtomicReference<Thread> inside = new AtomicReference<>();
    try (Threads threads = new Threads()) {
      Thread outside =
          threads.start(
              () ->
                  assertThatThrownBy(() -> agent.send(n -> n + 100))
                      .isInstanceOf(RuntimeClosedException.class));
      Waiting.until(() -> outside.getState() == Thread.State.TIMED_WAITING);
      Promise<?> sending =
          runtime.future(
              () -> {
                inside.set(Thread.currentThread());
                return agent.send(n -> n + 1);
              });
      Waiting.until(
          () -> inside.get() != null && inside.get().getState() == Thread.State.TIMED_WAITING);
      threads.start(() -> assertThat(runtime.close(LONG).isClean()).isTrue());
      Waiting.until(runtime::isClosed);
      gate.open();
      assertThat(sending.isDoneWithin(LONG.dividedBy(2))).isTrue();
    }

    assertThat(agent.deref()).isEqualTo(1);
  }

  @Test
  void whoWaitsForAnAgentIsToldOfTheClose() {
    Gate gate = new Gate();
    Agent<Integer> agent = agent();
    agent.sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      for (Threads.Task wait :
          List.<Threads.Task>of(
              () -> Agent.await(agent), () -> assertThat(Agent.awaitFor(LONG, agent)).isTrue())) {
        Thread waiting =
            threads.start(
                () -> assertThatThrownBy(wait::run).isInstanceOf(RuntimeClosedException.class));
        Waiting.until(
            () ->
                waiting.getState() == Thread.State.WAITING
                    || waiting.getState() == Thread.State.TIMED_WAITING);
      }
      runtime.close(Duration.ZERO);
    }
    gate.open();
  }

  @Test
  void everyCloseReturnsTheSameReport() {
    Gate gate = new Gate();
    agent().sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();

    CloseReport first = runtime.close(Duration.ZERO);

    assertThat(runtime.close(LONG)).isSameAs(first);
    gate.open();
    assertThat(runtime.close(LONG)).isSameAs(first);
  }

  @Test
  void closeWithoutATimeoutLogsWhatWasLeft() {
    DosyncRuntime hasty = DosyncRuntime.builder().closeTimeout(Duration.ZERO).build();
    Gate gate = new Gate();
    Agent<Integer> agent = Agent.builder(0).runtime(hasty).build();
    agent.sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();
    try (CapturedLog log = new CapturedLog()) {
      hasty.close();
      assertThat(log.only().getMessage()).contains("but: {1}");
      assertThat(log.only().getParameters()[1]).hasToString(agent + ": still running");
    }
    gate.open();
  }

  @Test
  void interruptEndsTheWaitAndStays() {
    Gate gate = new Gate();
    agent().sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();
    try (Threads threads = new Threads()) {
      Thread closer =
          threads.start(
              () -> {
                assertThat(runtime.close(LONG).isClean()).isFalse();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
              });
      Waiting.until(runtime::isClosed);
      closer.interrupt();
    }
    gate.open();
  }

  @Test
  void executorsThatWereHandedInGoOn() throws Exception {
    ExecutorService mine = Executors.newSingleThreadExecutor();
    try (DosyncRuntime on =
        DosyncRuntime.builder().sendExecutor(mine).sendOffExecutor(mine).build()) {
      assertThat(on.future(() -> 1).deref()).isEqualTo(1);
    }
    assertThat(mine.submit(() -> 2).get()).isEqualTo(2);
    mine.shutdownNow();
  }

  @Test
  void noThreadIsLeft() {
    DosyncRuntime brief = DosyncRuntime.builder().name("brief").build();
    Agent<Integer> agent = Agent.builder(0).runtime(brief).build();
    agent.send(n -> n + 1).sendOff(n -> n + 1);
    brief.future(() -> 1).deref();
    assertThat(brief.close(LONG).isClean()).isTrue();

    Waiting.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("brief-")));
  }

  @Test
  void sharedRuntimeIsMadeAnewAfterItsClose() {
    DosyncRuntime first = DosyncRuntime.shared();
    Agent<Integer> before = Agent.of(0);
    first.close();

    assertThat(DosyncRuntime.shared()).isNotSameAs(first).isSameAs(DosyncRuntime.shared());
    assertThat(Futures.future(() -> 3).deref()).isEqualTo(3);
    assertThatThrownBy(() -> before.send(n -> n)).isInstanceOf(RuntimeClosedException.class);
  }

  /** Each action that was accepted has run, or is in the report; nothing else has run. */
  @Test
  void sendersBesideACloseLoseNothingWithoutAWord() {
    for (int round = 0; round < 300; round++) {
      raceOnce(round % 3 == 0 ? LONG : Duration.ZERO);
    }
  }

  private static void raceOnce(Duration timeout) {
    DosyncRuntime racing = DosyncRuntime.builder().name("racing").build();
    Agent<Integer> agent = Agent.builder(0).runtime(racing).build();
    AtomicInteger accepted = new AtomicInteger();
    AtomicReference<CloseReport> report = new AtomicReference<>();
    try (CaughtFailures failures = new CaughtFailures()) {
      List<Threads.Task> tasks = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        tasks.add(() -> sendUntilClosed(agent, accepted));
      }
      tasks.add(
          () -> {
            Waiting.until(() -> accepted.get() > 3);
            report.set(racing.close(timeout));
          });
      Threads.together(tasks);
      assertToldOnce(accepted.get(), agent, racing, report.get(), failures);
    }
  }

  /** Of so many actions; what the threads of the runtime drop they tell before they end. */
  private static void assertToldOnce(
      long accepted,
      Agent<Integer> agent,
      DosyncRuntime closed,
      CloseReport report,
      CaughtFailures failures) {
    closed.ownPools().forEach(RuntimeCloseTest::awaitEnd);
    long dropped = report.left().stream().mapToLong(Left::dropped).sum();
    List<Failure> late = failures.all();
    assertThat(agent.deref() + dropped + late(late, agent))
        .as("%s ran, %s, told late %s", agent.deref(), report.left(), late)
        .isEqualTo(accepted);
  }

  private static void awaitEnd(ExecutorService pool) {
    try {
      assertThat(pool.awaitTermination(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long late(List<Failure> failures, Agent<?> agent) {
    return failures.stream()
        .filter(failure -> failure.source() == agent)
        .map(Failure::what)
        .mapToLong(what -> what.equals("action") ? 1 : Long.parseLong(what.split(" ")[0]))
        .sum();
  }

  private static void sendUntilClosed(Agent<Integer> agent, AtomicInteger accepted) {
    try {
      for (; ; ) {
        accepted.addAndGet(agent.trySend(n -> n + 1) ? 1 : 0); // often full on a busy machine
      }
    } catch (RuntimeClosedException closed) {
      // as it should
    }
  }

  @Test
  void timeoutOfMuchLessThanNothingIsNotLong() {
    Gate gate = new Gate();
    Agent<Integer> agent = agent();
    agent.sendOff(n -> stubborn(gate, n));
    gate.awaitArrival();
    Duration muchLess = Duration.ofSeconds(Long.MIN_VALUE);

    assertThat(Agent.awaitFor(muchLess, agent)).isFalse();
    assertThat(runtime.close(muchLess).left()).containsExactly(new Left(agent, true, 0));
    gate.open();
  }

  /** The executor goes on, and so the next task must not get what was meant for this one. */
  @Test
  void interruptOfAFutureDoesNotStayOnAThreadOfAnother() {
    Thread[] running = new Thread[1];
    AtomicReference<Boolean> flag = new AtomicReference<>();
    DosyncRuntime on =
        DosyncRuntime.builder()
            .sendOffExecutor(
                task -> {
                  running[0] =
                      new Thread(
                          () -> {
                            task.run();
                            flag.set(Thread.currentThread().isInterrupted());
                          });
                  running[0].start();
                })
            .build();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    on.future(() -> untilInterrupted(begun, interrupted));
    Gate.await(begun, "begun");

    on.close(Duration.ZERO);
    Gate.await(interrupted, "interrupted");

    Waiting.until(() -> flag.get() != null);
    assertThat(flag.get()).isFalse();
  }
}
