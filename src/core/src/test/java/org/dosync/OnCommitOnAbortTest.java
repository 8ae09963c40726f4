package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Effects wait for the outcome of their try, and run once. */
@Timeout(60)
class OnCommitOnAbortTest {

  private final Ref<Integer> ref = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> events = new ArrayList<>();

  /** Holds both kinds of effect, and loses the first two tries. */
  private void loseTwice() {
    int number = tries.incrementAndGet();
    events.add("try " + number);
    Transaction.onCommit(() -> events.add("commit 1 of " + number));
    Transaction.onAbort(() -> events.add("abort 1 of " + number));
    int seen = ref.deref();
    if (number < 3) {
      Threads.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 10)));
    }
    ref.set(seen + 1);
    Transaction.onCommit(() -> events.add("commit 2 of " + number));
    Transaction.onAbort(() -> events.add("abort 2 of " + number));
  }

  @Test
  void effectsOfTheTryThatCommitsRunOnceAndEachLostTryIsCleanedUpBeforeTheNext() {
    Transaction.dosync(this::loseTwice);
    assertThat(events)
        .containsExactly(
            "try 1",
            "abort 2 of 1",
            "abort 1 of 1",
            "try 2",
            "abort 2 of 2",
            "abort 1 of 2",
            "try 3",
            "commit 1 of 3",
            "commit 2 of 3");
  }

  /** Held sends and deliveries among the hooks; all of it after the watches. */
  @Test
  void whatWaitsForTheCommitFollowsTheWatchesInTheOrderOfTheCalls() {
    Agent<Integer> agent = Agent.of(0);
    Promise<Integer> promise = new Promise<>();
    promise.thenRun(() -> events.add("delivery"));
    ref.addWatch("log", (key, reference, from, to) -> events.add("watch"));

    Transaction.dosync(
        () -> {
          Transaction.onCommit(() -> events.add("hook 1"));
          agent.sendVia(Runnable::run, n -> logged("action 1", n));
          promise.deliver(1);
          ref.set(1);
          agent.sendVia(Runnable::run, n -> logged("action 2", n));
          Transaction.onCommit(() -> events.add("hook 2"));
        });

    assertThat(events)
        .containsExactly("watch", "hook 1", "action 1", "delivery", "action 2", "hook 2");
  }

  private int logged(String event, int value) {
    events.add(event);
    return value;
  }

  @ParameterizedTest
  @EnumSource
  void onCommitRunsAlsoIfNothingWasChanged(TransactionKind kind) {
    kind.options.dosync(() -> Transaction.onCommit(() -> events.add("commit")));
    kind.options.dosync(
        () -> {
          Transaction.onAbort(() -> events.add("abort"));
          ref.deref();
        });
    assertThat(events).containsExactly("commit");
  }

  @Test
  void onCommitRunsOutsideTheTransactionWhenOthersSeeTheChange() {
    Transaction.dosync(
        () -> {
          ref.set(1);
          Transaction.onCommit(
              () -> {
                assertThat(Transaction.isRunning()).isFalse();
                Threads.elsewhere(() -> assertThat(ref.deref()).isEqualTo(1));
                Transaction.dosync(() -> ref.alter(n -> n + 1));
                Transaction.onCommit(() -> events.add("at once"));
                events.add("commit");
              });
        });
    assertThat(ref.deref()).isEqualTo(2);
    assertThat(events).containsExactly("at once", "commit");
  }

  @Test
  void onAbortRunsOutsideTheTransaction() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      Transaction.onAbort(
                          () -> {
                            assertThat(Transaction.isRunning()).isFalse();
                            Transaction.dosync(() -> ref.alter(n -> n + 1));
                          });
                      ref.set(70);
                      throw new ArithmeticException("on purpose");
                    }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(ref.deref()).isEqualTo(1);
  }

  /** A hook's own transaction that aborts must not take the others with it. */
  @Test
  void aTransactionOfAHookIsOneByItself() {
    try (CaughtFailures failures = new CaughtFailures()) {
      Transaction.dosync(
          () -> {
            Transaction.onCommit(() -> events.add("first"));
            Transaction.onCommit(
                () ->
                    Transaction.dosync(
                        () -> {
                          Transaction.onCommit(() -> events.add("dropped"));
                          throw new ArithmeticException("on purpose");
                        }));
            Transaction.onCommit(() -> events.add("last"));
          });
      assertThat(failures.only().cause()).isInstanceOf(ArithmeticException.class);
    }
    assertThat(events).containsExactly("first", "last");
  }

  @Test
  void aHookThatThrowsIsReportedAndTheRestRuns() {
    Error error = new AssertionError("on purpose");
    try (CaughtFailures failures = new CaughtFailures()) {
      int result =
          Transaction.options()
              .name("booking")
              .dosync(
                  () -> {
                    Transaction.onCommit(
                        () -> {
                          throw error;
                        });
                    Transaction.onCommit(() -> events.add("last"));
                    return 42;
                  });
      assertThat(result).isEqualTo(42);
      assertThat(failures.only().cause()).isSameAs(error);
      assertThat(failures.only().what()).contains("onCommit");
    }
    assertThat(events).containsExactly("last");
  }

  @Test
  void anAbortHookThatThrowsIsReportedAndTheReasonOfTheAbortReachesTheCaller() {
    RuntimeException broken = new IllegalStateException("broken hook");
    ArithmeticException reason = new ArithmeticException("on purpose");
    try (CaughtFailures failures = new CaughtFailures()) {
      assertThatThrownBy(
              () ->
                  Transaction.dosync(
                      () -> {
                        Transaction.onAbort(() -> events.add("last"));
                        Transaction.onAbort(
                            () -> {
                              throw broken;
                            });
                        throw reason;
                      }))
          .isSameAs(reason);
      assertThat(failures.only().cause()).isSameAs(broken);
      assertThat(failures.only().what()).contains("onAbort");
    }
    assertThat(events).containsExactly("last");
  }

  @Test
  void outsideATransactionOnCommitRunsAtOnceAndOnAbortNever() {
    Transaction.onCommit(() -> events.add("commit"));
    Transaction.onAbort(() -> events.add("abort"));
    assertThat(events).containsExactly("commit");
    ArithmeticException thrown = new ArithmeticException("on purpose");
    assertThatThrownBy(
            () ->
                Transaction.onCommit(
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  /** They run as often as they are computed, and a hook must run once. */
  @Test
  void functionsOfCommutesAndValidatorsCannotHoldEffects() {
    assertThatThrownBy(() -> Transaction.dosync(() -> ref.commute(n -> n + holdEffect())))
        .isInstanceOf(DosyncException.class);
    Ref<Integer> validated = Ref.of(0);
    validated.setValidator(n -> n == 0 || holdEffect() == 1);
    assertThatThrownBy(() -> Transaction.dosync(() -> validated.set(1)))
        .isInstanceOf(DosyncException.class);
    assertThat(events).isEmpty();
    assertThat(List.of(ref.deref(), validated.deref())).containsOnly(0);
  }

  private int holdEffect() {
    Transaction.onCommit(() -> events.add("commit"));
    return 1;
  }

  /**
   * The leak of the second article: threads race to make one handle for each period; a try that is
   * lost must release the one it made.
   */
  @Test
  void ofManyHandlesMadeInTriesOneIsLeft() {
    Ref<PMap<Integer, Integer>> handles = Ref.of(HashTreePMap.empty());
    Ref<Integer> loggers = Ref.of(0);
    AtomicInteger created = new AtomicInteger();
    AtomicInteger destroyed = new AtomicInteger();
    Threads.together(
        20,
        index ->
            () ->
                Transaction.dosync(
                    () -> {
                      loggers.alter(n -> n + 1);
                      if (!handles.deref().containsKey(10)) {
                        int handle = created.incrementAndGet();
                        Transaction.onAbort(destroyed::incrementAndGet);
                        Thread.yield();
                        handles.alter(map -> map.plus(10, handle));
                      }
                    }));
    assertThat(loggers.deref()).isEqualTo(20);
    assertThat(handles.deref()).hasSize(1);
    assertThat(created.get() - destroyed.get()).isEqualTo(1);
  }
}
