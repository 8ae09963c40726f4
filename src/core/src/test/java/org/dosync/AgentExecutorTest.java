package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.AbortPolicy;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors of all kinds, also bad ones: actions run once, in order, where they were sent to. */
@Timeout(60)
class AgentExecutorTest {

  private static final Duration SOON = Duration.ofSeconds(Gate.PATIENCE_SECONDS);

  /** Keeps what it is given until it is told to go on. */
  private static final class Postponing implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    void runAll() {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    }
  }

  @Test
  void executorMayRunActionsInTheSendersThread() {
    Agent<Integer> agent = Agent.of(0);

    agent.sendVia(Runnable::run, n -> n + 1);

    assertThat(agent.deref()).isEqualTo(1);
    assertThat(agent.queueSize()).isZero();
    assertThat(Agent.current()).isNull();
  }

  /** As those of Jakarta Concurrency. */
  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, UnsupportedOperationException.class})
  void executorNeedNotTellWhetherItHasEnded(Class<? extends RuntimeException> refusal)
      throws Exception {
    RuntimeException thrown = refusal.getConstructor().newInstance();
    ExecutorService managed =
        new ForkJoinPool(1) {
          @Override
          public boolean isTerminated() {
            throw thrown;
          }
        };
    Agent<Integer> agent = Agent.of(0);
    Gate gate = new Gate();
    try {
      managed.execute(gate::pass);
      gate.awaitArrival();
      agent.sendVia(managed, n -> n + 1); // it has no thread yet
      agent.sendVia(managed, n -> n * 10); // looks whether the first one is lost
      gate.open();
      Agent.await(agent);
      assertThat(agent.deref()).isEqualTo(10);
    } finally {
      managed.shutdown();
    }
  }

  @Test
  void manyActionsOnExecutorsThatRunAtOnceDoNotOverflowTheStack() {
    Agent<List<Integer>> agent =
        Agent.<List<Integer>>builder(new ArrayList<>()).overflow(Overflow.UNBOUNDED).build();
    Executor one = Runnable::run;
    Executor other = task -> task.run();
    Gate gate = new Gate();
    agent.sendOff(
        list -> {
          gate.pass();
          return list;
        });
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      int number = i;
      agent.sendVia(
          i % 3 == 0 ? one : other,
          list -> {
            list.add(number);
            return list;
          });
    }
    gate.open();

    agent.submit(list -> list).deref();

    assertThat(agent.error()).isNull();
    assertThat(agent.deref()).hasSize(count).isSorted();
  }

  @Test
  void executorThatRunsATaskTwiceRunsActionsOnce() {
    Agent<Integer> agent = Agent.of(0);
    Executor twice =
        task -> {
          ForkJoinPool.commonPool().execute(task);
          ForkJoinPool.commonPool().execute(task);
        };
    for (int i = 0; i < 1_000; i++) {
      agent.sendVia(twice, n -> n + 1);
    }
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(1_000);
    assertThat(agent.queueSize()).isZero();
  }

  @ParameterizedTest
  @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
  void whatAnExecutorThrowsReachesTheSender(Class<? extends Throwable> type) throws Exception {
    Throwable thrown = type.getConstructor(String.class).newInstance("no");
    Agent<Integer> agent = Agent.of(0);

    assertThatThrownBy(
            () ->
                agent.submitVia(
                    task -> {
                      throw Sneaky.rethrow(thrown);
                    },
                    n -> n + 100))
        .isSameAs(thrown);

    assertThat(agent.submit(n -> n + 1).deref()).isEqualTo(1);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void laterRejectionsAreToldAndTheOthersRun() {
    Agent<Integer> agent = Agent.of(0);
    Gate gate = new Gate();
    RejectedExecutionException rejection = new RejectedExecutionException("no");
    Executor rejecting =
        task -> {
          throw rejection;
        };
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.sendOff(
          n -> {
            gate.pass();
            return n;
          });
      agent.sendVia(rejecting, n -> n + 100);
      Promise<Integer> rejected = agent.submitVia(rejecting, n -> n + 100);
      Promise<Integer> last = agent.submit(n -> n + 1);
      gate.open();

      assertThat(last.deref(SOON, -1)).isEqualTo(1);
      assertThatThrownBy(rejected::deref).hasCause(rejection);
      assertThat(failures.only().cause()).isSameAs(rejection);
      assertThat(failures.only().sentFrom()).isEqualTo(AgentExecutorTest.class.getName());
    }
    assertThat(agent.queueSize()).isZero();
  }

  /** It has run the task, and throws all the same. */
  @Test
  void executorThatAcceptsAndThrowsLosesNothingAndWhatItThrowsIsTold() {
    Agent<Integer> agent = Agent.of(0);
    RejectedExecutionException thrown = new RejectedExecutionException("no");
    Executor both =
        task -> {
          task.run();
          throw thrown;
        };

    try (CaughtFailures failures = new CaughtFailures()) {
      Promise<Integer> promise = agent.submitVia(both, n -> n + 1);

      assertThat(promise.deref(SOON, -1)).isEqualTo(1);
      assertThat(failures.only()).isEqualTo(new Failure("executor", agent, thrown));
    }
    assertThat(agent.submit(n -> n + 1).deref(SOON, -1)).isEqualTo(2);
  }

  /** The caller has the promise of what has run; nothing was rejected. */
  @Test
  void futureOfAnExecutorThatAcceptsAndThrowsIsNoRejection() {
    RejectedExecutionException thrown = new RejectedExecutionException("no");
    Executor both =
        task -> {
          task.run();
          throw thrown;
        };
    try (CaughtFailures failures = new CaughtFailures();
        DosyncRuntime runtime = DosyncRuntime.builder().sendOffExecutor(both).build()) {
      Promise<Integer> future = runtime.future(() -> 1);
      assertThat(future.deref()).isEqualTo(1);
      assertThat(failures.only()).isEqualTo(new Failure("executor", future, thrown));

      assertThat(runtime.all(List.of(() -> 1, () -> 2)).deref()).isEqualTo(List.of(1, 2));
      assertThat(failures.all()).extracting(Failure::what).containsOnly("executor");
    }
  }

  /** The rejection comes when the executor has run that action, and another one waits there. */
  @Test
  void lateRejectionOfWhatHasRunDoesNotHitAnother() {
    Agent<Integer> agent = Agent.of(0);
    Postponing postponing = new Postponing();
    List<Promise<Integer>> other = new ArrayList<>();
    Executor late =
        task -> {
          task.run();
          other.add(agent.submitVia(postponing, n -> n + 10));
          throw new RejectedExecutionException("no");
        };

    try (CaughtFailures failures = new CaughtFailures()) {
      agent.sendVia(late, n -> n + 1);
      assertThat(failures.only().what()).isEqualTo("executor");
    }
    postponing.runAll();

    assertThat(other.get(0).deref(SOON, -1)).isEqualTo(11);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void actionsRunOnTheirExecutorAlsoIfTheOneBeforeThemWasDropped() {
    Agent<Integer> agent = Agent.builder(0).capacity(1).overflow(Overflow.DROP_OLDEST).build();
    Postponing first = new Postponing();
    Postponing second = new Postponing();
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.sendVia(first, n -> n + 100);
      agent.sendVia(second, n -> n + 1);
      assertThat(failures.only().cause()).isInstanceOf(AgentFullException.class);
      assertThat(failures.only().sentFrom()).isEqualTo(AgentExecutorTest.class.getName());
    }

    first.runAll();
    assertThat(agent.deref()).isZero();
    second.runAll();

    assertThat(agent.deref()).isEqualTo(1);
    assertThat(agent.queueSize()).isZero();
  }

  @ParameterizedTest
  @ValueSource(classes = {DiscardPolicy.class, DiscardOldestPolicy.class})
  void executorThatDiscardsIsRefused(Class<? extends RejectedExecutionHandler> type)
      throws Exception {
    ExecutorService discarding = pool(type.getDeclaredConstructor().newInstance());
    Agent<Integer> agent = Agent.of(0);
    DosyncRuntime.Builder builder = DosyncRuntime.builder();

    assertRefused(() -> agent.sendVia(discarding, n -> n));
    assertRefused(() -> agent.trySendVia(discarding, n -> n));
    assertRefused(() -> agent.submitVia(discarding, n -> n));
    assertRefused(() -> builder.sendExecutor(discarding));
    assertRefused(() -> builder.sendOffExecutor(discarding));
    discarding.shutdown();
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The executor discards in silence what it cannot run");
  }

  private static ExecutorService pool(RejectedExecutionHandler handler) {
    return new ThreadPoolExecutor(1, 1, 0, SECONDS, new LinkedBlockingQueue<>(), handler);
  }

  /** This policy says nothing, and runs nothing, once the executor is shut down. */
  @Test
  void executorThatDiscardsInSilenceOnceItHasTerminatedIsTakenAsOneThatRejects() {
    ExecutorService silent = pool(new CallerRunsPolicy());
    silent.shutdown();
    Agent<Integer> agent = Agent.of(0);

    assertThatThrownBy(() -> agent.sendVia(silent, n -> n + 100))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageStartingWith("The executor has terminated: ");

    assertThat(agent.submit(n -> n + 1).deref(SOON, -1)).isEqualTo(1);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void whatAnExecutorForgotAtItsEndIsToldAtTheNextSend() {
    Agent<Integer> agent = Agent.of(0);
    Promise<Integer> forgotten = forgetBy(agent);

    assertThat(agent.submit(n -> n + 1).deref(SOON, -1)).isEqualTo(1);

    assertThatThrownBy(() -> forgotten.deref(SOON, -1))
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(agent.queueSize()).isZero();
  }

  @Test
  void whatAnExecutorForgotAtItsEndIsToldAtTheNextWait() {
    Agent<Integer> agent = Agent.of(0);
    Promise<Integer> forgotten = forgetBy(agent);

    assertThat(Agent.awaitFor(SOON, agent)).isTrue();

    assertThatThrownBy(() -> forgotten.deref(SOON, -1))
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  private static Promise<Integer> forgetBy(Agent<Integer> agent) {
    ExecutorService busy = pool(new AbortPolicy());
    Gate gate = new Gate();
    busy.execute(() -> assertThatThrownBy(gate::pass).hasMessageStartingWith("Interrupted"));
    gate.awaitArrival();
    Promise<Integer> forgotten = agent.submitVia(busy, n -> n + 100);
    assertThat(busy.shutdownNow()).hasSize(1);
    Waiting.until(busy::isTerminated);
    return forgotten;
  }

  /** Sends where the stack ends, and a little above, until it works. */
  private static final class Diver {
    private final Agent<Integer> agent;
    private final Postponing executor = new Postponing();
    private final boolean atOnce;
    private boolean sent;

    Diver(Agent<Integer> agent, boolean atOnce) {
      this.agent = agent;
      this.atOnce = atOnce;
    }

    void dive() {
      try {
        dive();
      } catch (StackOverflowError bottom) {
        if (!sent) {
          send();
        }
      }
    }

    private void send() {
      agent.sendVia(atOnce ? Runnable::run : executor, n -> n + 1);
      sent = true;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterAStackOverflowAnywhereAnAgentGoesOn(boolean atOnce) throws Exception {
    CapturedLog.warmUp();
    Agent<Integer> agent =
        Agent.builder(0).errorHandler((a, t) -> {}).overflow(Overflow.UNBOUNDED).build();
    Diver diver = new Diver(agent, atOnce);
    for (int i = 0; i < 1_000; i++) { // all is loaded and linked before the dives
      diver.send();
      diver.executor.runAll();
    }
    for (int i = 0; i < 15; i++) {
      diver.sent = false;
      Thread shallow = new Thread(null, diver::dive, "shallow", 200_000);
      shallow.start();
      shallow.join();
      Promise<Integer> next = agent.submitVia(Runnable::run, n -> n);
      diver.executor.runAll();
      assertThat(next).isDone();
    }
  }

  @Test
  void whatAnExecutorRunsInATransactionIsNoPartOfIt() {
    Queue<Runnable> accepted = new ArrayDeque<>();
    DosyncRuntime runtime =
        DosyncRuntime.builder().sendExecutor(accepted::add).sendOffExecutor(accepted::add).build();
    Agent<Boolean> agent = Agent.builder(true).runtime(runtime).build();
    agent.send(state -> Transaction.isRunning());
    Promise<Boolean> future = runtime.future(Transaction::isRunning);

    Transaction.dosync(() -> accepted.forEach(Runnable::run));

    assertThat(agent.deref()).isFalse();
    assertThat(future.deref()).isFalse();
  }

  @Test
  void whoIsToldOfARestartInATransactionIsNoPartOfIt() {
    Agent<Integer> agent =
        Agent.builder(0).errorMode(ErrorMode.FAIL).errorHandler((failed, thrown) -> {}).build();
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          throw new IllegalStateException("on purpose");
        });
    agent.sendVia(
        task -> {
          throw new RejectedExecutionException("on purpose");
        },
        n -> n + 100);
    Promise<Boolean> inTransaction = new Promise<>();
    gate.open();
    Waiting.until(() -> agent.error() != null);

    Failures.setHandler(failure -> inTransaction.complete(Transaction.isRunning()));
    try {
      Transaction.dosync(() -> agent.restart(1));
    } finally {
      Failures.setHandler(null);
    }

    assertThat(inTransaction).isDone();
    assertThat(inTransaction.deref()).isFalse();
    assertThat(agent.deref()).isEqualTo(1);
  }
}
