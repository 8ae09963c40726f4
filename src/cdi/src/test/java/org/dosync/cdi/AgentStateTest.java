package org.dosync.cdi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.dosync.Agent;
import org.dosync.AgentFailedException;
import org.dosync.AgentFullException;
import org.dosync.DosyncException;
import org.dosync.ErrorMode;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The methods of an @AgentState bean run one after another, though its fields are plain ones. */
@Beans({
  AgentStateTest.Counter.class,
  AgentStateTest.Runner.class,
  AgentStateTest.Fragile.class,
  AgentStateTest.Small.class,
  AgentStateTest.Request.class
})
@Timeout(60)
class AgentStateTest {

  @RequestScoped
  static class Request {
    private int number;

    int next() {
      return ++number;
    }
  }

  @AgentState
  static class Counter {
    private int count;
    private final FutureTask<Integer> told = new FutureTask<>(() -> 5);
    @Inject Request request;
    @Inject Counter self;

    void add() {
      count++;
    }

    int addAndGet() {
      return ++count;
    }

    int count() {
      return count;
    }

    CompletionStage<Integer> later() {
      return CompletableFuture.completedFuture(count);
    }

    Future<Integer> future() {
      return CompletableFuture.completedFuture(count);
    }

    Future<Integer> addLater() {
      count++;
      return CompletableFuture.completedFuture(count);
    }

    Future<Integer> whenTold() {
      return told;
    }

    void tell() {
      told.run();
    }

    Promise<Integer> promise() {
      Promise<Integer> promise = new Promise<>();
      promise.deliver(count);
      return promise;
    }

    CompletableFuture<Integer> completable() {
      return CompletableFuture.completedFuture(count);
    }

    CompletableFuture<Integer> failLater() {
      throw new IllegalStateException("on purpose");
    }

    int fail() throws IOException {
      throw new IOException("on purpose");
    }

    int failByAPromise() {
      return CompletableFuture.<Integer>failedFuture(new IOException("on purpose")).join();
    }

    void failUnheard() {
      throw new IllegalArgumentException("on purpose");
    }

    @SendOff
    String threadOfSendOff() {
      return Thread.currentThread().getName();
    }

    String threadOfSend() {
      return Thread.currentThread().getName();
    }

    void hold(CountDownLatch begun, CountDownLatch end) {
      begun.countDown();
      Patience.await(end);
    }

    int askMyself() {
      return self.count();
    }

    int tellMyself() {
      self.add();
      add(); // past the container
      return count;
    }

    int requests() {
      return request.next() + request.next();
    }
  }

  /** Runs what it is given as an action of its own. */
  @AgentState
  static class Runner {
    @Nullable Object run(Callable<?> body) throws Exception {
      return body.call();
    }

    Promise<?> runLater(Callable<?> body) throws Exception {
      Promise<@Nullable Object> promise = new Promise<>();
      promise.deliver(body.call());
      return promise;
    }
  }

  @AgentState(errorMode = ErrorMode.FAIL)
  static class Fragile {
    int fail() {
      throw new IllegalStateException("on purpose");
    }

    int work() {
      return 1;
    }
  }

  @AgentState(capacity = 2, blocking = true)
  static class Small {
    void hold(CountDownLatch begun, CountDownLatch end) {
      begun.countDown();
      Patience.await(end);
    }

    @Send
    String thread() {
      return Thread.currentThread().getName();
    }

    String defaultThread() {
      return Thread.currentThread().getName();
    }
  }

  @Inject Counter counter;
  @Inject Runner runner;
  @Inject Fragile fragile;
  @Inject Small small;

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void noCountOfAThousandThreadsIsLost() throws Exception {
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 1_000; i++) {
      Thread thread = new Thread(() -> addFiftyTimes(start));
      threads.add(thread);
      thread.start();
    }
    start.countDown(); // or each might be done before the next one has begun
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counter.count()).isEqualTo(50_000);
  }

  /** All of them together are fewer than an agent's capacity. */
  private void addFiftyTimes(CountDownLatch start) {
    Patience.await(start);
    for (int i = 0; i < 50; i++) {
      counter.add();
    }
  }

  @Test
  void callsOfOneThreadRunInItsOrderAndAVoidOneReturnsAtOnce() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    counter.hold(begun, end);
    Patience.await(begun);
    counter.add();
    CompletionStage<Integer> later = counter.later();
    counter.add();
    assertThat(later.toCompletableFuture().isDone()).isFalse();
    end.countDown();

    assertThat(later.toCompletableFuture().join()).isEqualTo(1);
    assertThat(counter.count()).isEqualTo(2);
  }

  @Test
  void everyKindOfPromiseIsOne() throws Exception {
    counter.add();

    assertThat(counter.later()).isInstanceOf(Promise.class);
    assertThat(counter.later().toCompletableFuture().get()).isEqualTo(1);
    assertThat(counter.future().get(20, SECONDS)).isEqualTo(1);
    assertThat(counter.promise().deref()).isEqualTo(1);
  }

  @Test
  void failureReachesWhoeverAsksAsItIs() {
    assertThatThrownBy(() -> counter.fail())
        .isInstanceOf(IOException.class)
        .hasMessage("on purpose");
    assertThatThrownBy(() -> counter.failByAPromise())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> counter.failLater().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(counter.count()).isZero();
  }

  @Test
  void failureOfAVoidMethodIsReported() {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    counter.failUnheard();
    assertThatThrownBy(() -> counter.fail()).isInstanceOf(IOException.class);

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).what()).isEqualTo("action");
    assertThat(failures.get(0).cause()).isInstanceOf(IllegalArgumentException.class);
    assertThat(failures.get(0).sentFrom()).isEqualTo("Counter.failUnheard");
    assertThat(failures.get(0).source()).asString().matches("#<Agent Counter@\\w+: a bean>");
  }

  @Test
  @SuppressWarnings({"FutureReturnValueIgnored", "GarbageCollection"})
  void failureOfAPromiseThatNobodyAsksForIsReported() {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    counter.failLater();
    await()
        .until(
            () -> {
              System.gc();
              return !failures.isEmpty();
            });

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).what()).isEqualTo("future");
    assertThat(failures.get(0).cause()).isInstanceOf(IllegalStateException.class);
    assertThat(failures.get(0).sentFrom()).isEqualTo("Counter.failLater");
  }

  @Test
  void beanThatMayFailTakesNothingMoreThen() {
    assertThatThrownBy(() -> fragile.fail()).hasMessage("on purpose");
    assertThatThrownBy(() -> fragile.work())
        .isInstanceOf(AgentFailedException.class)
        .hasMessageContaining("Fragile");
  }

  @Test
  void capacityIsThatOfTheAnnotation() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    small.hold(begun, end);
    Patience.await(begun);
    small.hold(begun, end);
    assertThatThrownBy(() -> small.hold(begun, end)).isInstanceOf(AgentFullException.class);
    end.countDown();
  }

  @Test
  void sendAndSendOffChooseTheThread() {
    assertThat(counter.threadOfSend()).startsWith("dosync-send-").doesNotContain("off");
    assertThat(counter.threadOfSendOff()).startsWith("dosync-send-off-");
    assertThat(small.thread()).startsWith("dosync-send-").doesNotContain("off");
    assertThat(small.defaultThread()).startsWith("dosync-send-off-");
  }

  @Test
  void callInATransactionGoesOutAfterTheCommitOnceOrNever() {
    Ref<Integer> ref = Ref.of(0);
    int[] tries = {0};
    Transaction.dosync(
        () -> {
          counter.add();
          ref.alter(n -> n + 1);
          if (tries[0]++ == 0) {
            Patience.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 1)));
          }
          Patience.elsewhere(() -> assertThat(counter.count()).isZero());
        });
    assertThat(tries[0]).isEqualTo(2);
    assertThat(counter.count()).isEqualTo(1);

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      counter.add();
                      throw new IllegalStateException("abort");
                    }))
        .hasMessage("abort");
    assertThat(counter.count()).isEqualTo(1);
  }

  @Test
  void waitThatCouldNeverEndIsRefused() {
    assertThatThrownBy(() -> Transaction.dosync(() -> counter.count()))
        .isInstanceOf(DosyncException.class)
        .hasMessageStartingWith(
            "Can't wait for the answer of Counter.count here. This wait would never end")
        .hasMessageEndingWith("after it. To ask later, have the method return a promise");
    assertThat(counter.count()).isZero();
  }

  private Stream<Callable<?>> waitsForPromises() {
    return Stream.of(
        () -> counter.promise().deref(),
        () -> counter.promise().deref(Duration.ofSeconds(40), 0),
        () -> counter.later().toCompletableFuture().join(),
        () -> counter.completable().join(),
        () -> counter.completable().get(40, SECONDS),
        () -> counter.future().get(),
        () -> counter.future().get(40, SECONDS));
  }

  @Test
  void waitForAPromiseThatCouldNeverEndIsRefusedInATransaction() {
    waitsForPromises()
        .forEach(
            wait ->
                assertThatThrownBy(() -> Transaction.dosync(wait::call))
                    .isInstanceOf(DosyncException.class)
                    .hasMessageContaining("This wait would never end")
                    .hasMessageContaining("until this transaction has committed"));
  }

  @Test
  void waitForAPromiseThatCouldNeverEndIsRefusedInAnAction() {
    waitsForPromises()
        .forEach(
            wait ->
                assertThatThrownBy(() -> runner.run(wait))
                    .isInstanceOf(DosyncException.class)
                    .hasMessageContaining("This wait would never end")
                    .hasMessageContaining("until this action has ended"));
  }

  @Test
  void waitForAPromiseBehindTheOwnActionIsRefused() throws Exception {
    CompletableFuture<Promise<?>> behind = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Promise<?> wait =
        runner.runLater(
            () -> {
              begun.countDown();
              return behind.join().deref();
            });
    Patience.await(begun);
    behind.complete(runner.runLater(() -> 1));

    assertThatThrownBy(wait::join).hasMessageContaining("it closes a circle");
  }

  @Test
  void promiseThatWasSentBeforeCanBeWaitedForInAnAction() throws Exception {
    assertThat(
            runner.run(
                () -> {
                  Promise<Integer> promise = counter.promise();
                  Agent.releasePendingSends();
                  return promise.deref();
                }))
        .isEqualTo(0);
  }

  @Test
  void callThatWasRefusedDoesNotRunLaterEither() {
    Transaction.dosync(
        () ->
            assertThatThrownBy(() -> counter.addAndGet())
                .isInstanceOf(DosyncException.class)
                .hasMessageContaining("This wait would never end"));
    assertThat(counter.count()).isZero();
  }

  @Test
  void futureThatIsNotDoneYetDoesNotHoldUpTheBean() throws Exception {
    Future<Integer> whenTold = counter.whenTold();
    counter.tell();
    assertThat(whenTold.get(20, SECONDS)).isEqualTo(5);
  }

  @Test
  void callToItselfRunsAtOnceAsAPartOfTheAction() {
    counter.add();
    assertThat(counter.askMyself()).isEqualTo(1);
    assertThat(counter.tellMyself()).isEqualTo(3);
  }

  @Test
  void eachActionHasARequestContextOfItsOwn() {
    assertThat(counter.requests()).isEqualTo(3);
    assertThat(counter.requests()).isEqualTo(3);
  }

  @Test
  void cancelWithdrawsWhatHasNotBegun() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    counter.hold(begun, end);
    Patience.await(begun);
    Future<Integer> future = counter.addLater();
    assertThat(future.cancel(true)).isTrue();
    end.countDown();

    assertThat(counter.count()).isZero();
    assertThat(Agent.current()).isNull();
  }
}
