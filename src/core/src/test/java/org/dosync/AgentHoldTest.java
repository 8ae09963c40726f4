package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends that wait for the end of a transaction or an action: each goes out once, or never. */
@Timeout(60)
class AgentHoldTest {

  private static final RuntimeException FAILURE = new RuntimeException("on purpose");

  private static Promise<?> toldOf(Promise<?> promise, Runnable hook) {
    return (Promise<?>) promise.whenComplete((value, thrown) -> hook.run());
  }

  @Test
  void sendsOfANestedTransactionThatThrowsAreDroppedAlone() {
    Agent<Integer> agent = Agent.of(0);
    AtomicInteger inner = new AtomicInteger();

    Transaction.dosync(
        () -> {
          agent.send(n -> n + 1);
          Promise<Integer> undone = agent.submit(n -> n + 100);
          assertThat(undone).isNotDone();
          try {
            Transaction.dosync(
                () -> {
                  agent.submit(n -> n + 1_000).whenComplete((v, t) -> inner.incrementAndGet());
                  throw FAILURE;
                });
          } catch (RuntimeException expected) {
            assertThat(expected).isSameAs(FAILURE);
          }
          assertThat(inner).hasValue(1);
          assertThat(agent.queueSize()).isEqualTo(2);
        });
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(101);
  }

  @Test
  void sendOfATransactionInAnActionWaitsForTheEndOfTheAction() {
    Agent<Integer> agent = Agent.of(0);
    Agent<Integer> other = Agent.of(0);

    Integer seen =
        agent
            .submit(
                n -> {
                  Transaction.dosync(() -> other.send(m -> agent.deref()));
                  return (int) other.queueSize();
                })
            .deref();
    Agent.await(other);

    assertThat(seen).isEqualTo(1);
    assertThat(other.deref()).isEqualTo(1);
  }

  @Test
  void sendOfATransactionInAnActionThatThrowsNeverHappens() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((a, t) -> {}).build();
    Agent<Integer> other = Agent.builder(0).capacity(1).build();

    Promise<Integer> promise =
        agent.submit(
            n -> {
              Transaction.dosync(() -> other.send(m -> m + 1));
              throw FAILURE;
            });

    assertThatThrownBy(promise::deref).hasCause(FAILURE);
    assertThat(other.queueSize()).isZero();
    assertThat(other.submit(m -> m + 10).deref()).isEqualTo(10);
  }

  @Test
  void releasedSendsGoOutAtOnceAndOnce() {
    Agent<Integer> agent = Agent.of(0);
    Agent<Integer> other = Agent.of(0);

    Promise<Integer> released =
        agent.submitOff(
            n -> {
              other.send(m -> m + 1).send(m -> m + 1);
              int count = Agent.releasePendingSends();
              other.send(m -> m + 10);
              return count * 100 + Agent.releasePendingSends() * 10 + Agent.releasePendingSends();
            });

    assertThat(released.deref()).isEqualTo(210);
    Agent.await(other);
    assertThat(other.deref()).isEqualTo(12);
    assertThat(Agent.releasePendingSends()).isZero();
  }

  @Test
  void releaseDoesNotTouchWhatATransactionHolds() {
    Agent<Integer> other = Agent.of(0);

    Integer released =
        Agent.of(0)
            .submit(
                n ->
                    Transaction.dosync(
                        () -> {
                          other.send(m -> m + 1);
                          return Agent.releasePendingSends();
                        }))
            .deref();
    Agent.await(other);

    assertThat(released).isZero();
    assertThat(other.deref()).isEqualTo(1);
  }

  /** Users' code runs while held sends go out, and asks for just that. */
  @Test
  void whoIsToldOfAHeldSendThatFailsCannotSendTheRestTwice() {
    Agent<Integer> failed = Agent.builder(0).errorHandler((a, t) -> {}).build();
    failed.setErrorMode(ErrorMode.FAIL);
    Agent<Integer> other = Agent.of(0);
    Gate gate = new Gate();

    Promise<Integer> sender =
        Agent.of(0)
            .submitOff(
                n -> {
                  other.send(m -> m + 1);
                  toldOf(failed.submit(m -> m), Agent::releasePendingSends);
                  other.send(m -> m + 1);
                  gate.pass();
                  return n + 1;
                });
    gate.awaitArrival();
    assertThatThrownBy(
            failed.submit(
                    m -> {
                      throw FAILURE;
                    })
                ::deref)
        .hasCause(FAILURE);
    gate.open();

    assertThat(sender.deref()).isEqualTo(1);
    Agent.await(other);
    assertThat(other.deref()).isEqualTo(2);
    assertThat(other.queueSize()).isZero();
  }

  @Test
  void whoIsToldOfADroppedSendCannotDisturbTheOthers() {
    Agent<Integer> agent = Agent.builder(0).errorHandler((a, t) -> {}).build();
    Agent<Integer> other = Agent.builder(0).capacity(2).build();

    Promise<Integer> promise =
        agent.submit(
            n -> {
              toldOf(other.submit(m -> m + 1), Agent::releasePendingSends);
              other.send(m -> m + 1);
              throw FAILURE;
            });

    assertThatThrownBy(promise::deref).hasCause(FAILURE);
    assertThat(other.queueSize()).isZero();
    assertThat(agent.submit(n -> n + 1).deref()).isEqualTo(1);
  }

  @Test
  void promiseOfADroppedSendIsCancelled() {
    Agent<Integer> agent = Agent.of(0);
    Agent<Promise<Integer>> sender = Agent.of(null);
    sender.setErrorHandler((a, t) -> {});
    Promise<Promise<Integer>> dropped = new Promise<>();

    sender.send(
        none -> {
          dropped.deliver(agent.submit(n -> n + 1));
          throw FAILURE;
        });

    assertThatThrownBy(dropped.deref()::deref)
        .isInstanceOf(CancellationException.class)
        .hasStackTraceContaining("the action that sent it failed");
  }

  @Test
  void actionMaySendToItsOwnAgentAlsoByATransaction() {
    Agent<Integer> agent = Agent.of(0);

    agent
        .submit(
            n -> {
              agent.send(m -> m * 10);
              Transaction.dosync(() -> agent.send(m -> m + 1));
              return n + 2;
            })
        .deref();
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(21);
  }

  @Test
  void waitForAnActionIsRefusedWhereItIsHeld() {
    Agent<Integer> agent = Agent.of(0);

    Promise<Integer> promise =
        Transaction.dosync(
            () -> {
              Promise<Integer> held = agent.submit(n -> n + 1);
              assertThatIsHeldHere(held);
              return held;
            });

    assertThat(promise.deref()).isEqualTo(1);
  }

  /** All ways to wait. */
  private static void assertThatIsHeldHere(Promise<Integer> held) {
    List<ThrowingCallable> waits =
        List.of(
            held::deref,
            held::get,
            held::join,
            () -> held.deref(Duration.ofSeconds(1), 0),
            () -> held.get(1, TimeUnit.SECONDS));
    for (ThrowingCallable wait : waits) {
      assertThatThrownBy(wait).hasMessageContaining("held until this transaction has committed");
    }
  }

  @Test
  void deliveryStaysHeldWhenAnInnerTransactionUndoesItsOwn() {
    Promise<Integer> promise = new Promise<>();

    Transaction.dosync(
        () -> {
          assertThat(promise.deliver(1)).isTrue();
          assertThatThrownBy(
                  () ->
                      Transaction.dosync(
                          () -> {
                            promise.deliver(2);
                            throw FAILURE;
                          }))
              .isSameAs(FAILURE);
          assertThatIsHeldHere(promise);
        });

    assertThat(promise.deref()).isEqualTo(1);
  }

  @Test
  void secondDeliveryIsToldSoInATransaction() {
    Promise<Integer> promise = new Promise<>();
    promise.deliver(1);

    boolean first = Transaction.dosync(() -> promise.deliver(2));

    assertThat(first).isFalse();
  }

  @Test
  void waitForAnActionIsAllowedOnceItIsReleased() {
    Agent<Integer> agent = Agent.of(0);
    Agent<Integer> other = Agent.of(0);

    Promise<Integer> promise =
        agent.submit(
            n -> {
              Promise<Integer> held = other.submit(m -> m + 1);
              Agent.releasePendingSends();
              return held.deref();
            });

    assertThat(promise.deref()).isEqualTo(1);
  }
}
