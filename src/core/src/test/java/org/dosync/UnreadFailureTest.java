package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a future threw is told once: to whoever asks for it, or else to the failure handler. */
@Timeout(60)
class UnreadFailureTest {

  private static final IllegalStateException FAILURE = new IllegalStateException("on purpose");

  private final CaughtFailures failures = new CaughtFailures();
  private final DosyncRuntime runtime = DosyncRuntime.builder().name("unread").build();

  @AfterEach
  void stopCatching() {
    failures.close();
    runtime.close();
  }

  private static Integer fail() {
    throw FAILURE;
  }

  private Promise<Integer> failed() {
    Promise<Integer> future = runtime.future(UnreadFailureTest::fail);
    Waiting.until(future::isDone);
    return future;
  }

  @Test
  void promiseThatEverybodyHasDroppedIsTold() {
    runtime.future(UnreadFailureTest::fail);
    collectUntilTold();

    assertThat(failures.only().what()).isEqualTo("future");
    assertThat(failures.only().cause()).isSameAs(FAILURE);
    assertThat(failures.only().sentFrom()).isEqualTo(UnreadFailureTest.class.getName());
  }

  @SuppressWarnings("GarbageCollection")
  private void collectUntilTold() {
    Waiting.until(
        () -> {
          System.gc();
          return !failures.all().isEmpty();
        });
  }

  @Test
  void failureOfSeveralIsToldOnce() {
    runtime.all(List.of(UnreadFailureTest::fail, UnreadFailureTest::fail));
    collectUntilTold();

    assertThat(failures.only().cause()).isSameAs(FAILURE);
  }

  @Test
  void promiseThatIsStillHeldIsToldAtTheClose() {
    Promise<Integer> held = failed();
    runtime.close();

    assertThat(failures.only().cause()).isSameAs(FAILURE);
    assertThat(held.isDone()).isTrue();
  }

  static List<Arguments> waysToAsk() {
    return List.of(
        way("deref", promise -> assertThatThrownBy(promise::deref).hasCause(FAILURE)),
        way(
            "timed deref",
            promise -> assertThatThrownBy(() -> promise.deref(Duration.ZERO, 1)).hasCause(FAILURE)),
        way("get", promise -> assertThatThrownBy(promise::get).hasCause(FAILURE)),
        way(
            "timed get",
            promise ->
                assertThatThrownBy(() -> promise.get(1, TimeUnit.SECONDS)).hasCause(FAILURE)),
        way("join", promise -> assertThatThrownBy(promise::join).hasCause(FAILURE)),
        way("getNow", promise -> assertThatThrownBy(() -> promise.getNow(1)).hasCause(FAILURE)),
        way(
            "isCompletedExceptionally",
            promise -> assertThat(promise.isCompletedExceptionally()).isTrue()),
        way("exceptionNow", promise -> assertThat(promise.exceptionNow()).isSameAs(FAILURE)),
        way("resultNow", promise -> assertThatThrownBy(promise::resultNow).hasCause(FAILURE)),
        way(
            "argument of another",
            promise ->
                assertThatThrownBy(
                        new CompletableFuture<Integer>()
                                .completeAsync(() -> 1)
                                .thenCombine(promise, Integer::sum)
                            ::join)
                    .hasCause(FAILURE)),
        way("handle", promise -> promise.handle((value, thrown) -> thrown).join()),
        way(
            "minimalCompletionStage",
            promise -> promise.minimalCompletionStage().exceptionally(thrown -> 1)));
  }

  private static Arguments way(String name, Consumer<Promise<Integer>> way) {
    return Arguments.of(name, way);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysToAsk")
  void whoAsksIsToldAndNobodyElse(String name, Consumer<Promise<Integer>> way) {
    way.accept(failed());
    runtime.close();

    assertThat(failures.all()).isEmpty();
  }

  private Promise<Integer> failingAt(Gate gate) {
    return runtime.future(
        () -> {
          gate.pass();
          return fail();
        });
  }

  @Test
  void whoWaitsAlreadyIsToldAndNobodyElse() {
    Gate gate = new Gate();
    Promise<Integer> future = failingAt(gate);
    try (Threads threads = new Threads()) {
      Thread waiting = threads.start(() -> assertThatThrownBy(future::deref).hasCause(FAILURE));
      Waiting.until(() -> waiting.getState() == Thread.State.WAITING);
      gate.open();
    }
    runtime.close();

    assertThat(failures.all()).isEmpty();
  }

  @Test
  void stageThatWasMadeBeforeIsTold() {
    Gate gate = new Gate();
    Promise<Integer> future = failingAt(gate);
    CompletableFuture<Void> all = CompletableFuture.allOf(future);
    gate.open();
    assertThatThrownBy(all::join).hasCause(FAILURE);
    runtime.close();

    assertThat(failures.all()).isEmpty();
  }

  @Test
  void cancelledFutureIsNoFailure() {
    Promise<Integer> future = runtime.future(UnreadFailureTest::fail);
    future.cancel(true);
    runtime.close();

    assertThat(failures.all().stream().map(Failure::cause))
        .isSubsetOf(FAILURE); // if it was faster than the cancel
    assertThat(failures.all().isEmpty()).isEqualTo(future.isCancelled());
  }

  @Test
  void threadThatWatchesEndsWhenNothingIsLeft() {
    failed().exceptionally(thrown -> 0).join();
    runtime.close();
    Waiting.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("unread-")));
  }

  /** Where no thread can be made now, there may be one later. */
  @Test
  void watchBeginsAsSoonAsThereIsAThreadForIt() {
    AtomicInteger asked = new AtomicInteger();
    UnreadFailures unread =
        new UnreadFailures(
            body -> {
              if (asked.incrementAndGet() == 1) {
                throw new InternalError("no thread, on purpose");
              }
              return new Thread(body, "unread-later");
            });
    unread.add(new Promise<>(), FAILURE, "first");
    unread.add(new Promise<>(), FAILURE, "second");
    collectUntilTold();

    Waiting.until(() -> failures.all().size() == 2);
  }

  /** It looks like one of a close, which its report would tell. */
  @Test
  void failureBecauseAnotherRuntimeIsClosedIsTold() {
    DosyncRuntime another = DosyncRuntime.builder().build();
    Agent<Integer> unreachable = Agent.builder(0).runtime(another).build();
    another.close();
    Promise<Object> future = runtime.future(() -> unreachable.send(n -> n));
    Waiting.until(future::isDone);

    runtime.close();

    assertThat(failures.only().what()).isEqualTo("future");
    assertThat(failures.only().cause()).isInstanceOf(RuntimeClosedException.class);
  }

  // ---- of modules, in the place of an action's promise

  /** As dosync-cdi does. */
  private record Named(Function<Integer, CompletionStage<Integer>> function)
      implements Function<Integer, CompletionStage<Integer>>, SentFrom {

    @Override
    public CompletionStage<Integer> apply(Integer value) {
      return function.apply(value);
    }

    @Override
    public String sentFrom() {
      return "Backup.upload";
    }
  }

  private Agent<Integer> agent() {
    return Agent.builder(0)
        .runtime(runtime)
        .errorMode(ErrorMode.CONTINUE)
        .errorHandler((agent, thrown) -> {})
        .build();
  }

  static Stream<Named> failing() {
    return Stream.of(
        new Named(n -> CompletableFuture.failedFuture(FAILURE)),
        new Named(n -> CompletableFuture.completedFuture(n).thenApply(m -> fail())),
        new Named(
            n -> {
              throw FAILURE;
            }));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void whatAModuleGivesInThePlaceOfAnActionsPromiseIsTold(Named next) {
    agent().submit(n -> n + 1).thenCompose(next);
    collectUntilTold();

    assertThat(failures.only()).isEqualTo(new Failure("future", null, FAILURE, "Backup.upload"));
  }

  @Test
  void failureOfTheActionIsToldForThatToo() {
    agent().submit(n -> fail()).thenCompose(new Named(CompletableFuture::completedFuture));
    collectUntilTold();

    assertThat(failures.only()).isEqualTo(new Failure("future", null, FAILURE, "Backup.upload"));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void whoAsksForThatIsToldAndNobodyElse(Named next) {
    assertThatThrownBy(agent().submit(n -> n + 1).thenCompose(next)::join).hasCause(FAILURE);
    runtime.close();

    assertThat(failures.all()).isEmpty();
  }

  @Test
  void cancelOfThatWithdrawsTheActionAndIsNoFailure() {
    Gate gate = new Gate();
    Agent<Integer> agent = agent();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    CompletableFuture<Integer> stage =
        agent.submit(n -> n + 1).thenCompose(new Named(CompletableFuture::completedFuture));

    assertThat(stage.cancel(true)).isTrue();
    gate.open();
    Agent.await(agent);
    runtime.close();

    assertThat(agent.deref()).isZero();
    assertThat(failures.all()).isEmpty();
  }

  @Test
  void whatATransactionWithdrawsIsNoFailureOfThat() {
    Agent<Integer> agent = agent();
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      agent
                          .submit(n -> n + 1)
                          .thenCompose(new Named(CompletableFuture::completedFuture));
                      return fail();
                    }))
        .isSameAs(FAILURE);
    runtime.close();

    assertThat(failures.all()).isEmpty();
  }
}
