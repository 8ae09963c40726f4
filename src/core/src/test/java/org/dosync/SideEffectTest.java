package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guarded side effect ends the transaction that it was attempted in, unless it is allowed. */
@Timeout(30)
class SideEffectTest {

  private final Ref<Integer> ref = Ref.of(1);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> events = new ArrayList<>();

  private static SideEffectInTransactionException violation(ThrowingCallable call) {
    return catchThrowableOfType(SideEffectInTransactionException.class, call);
  }

  private static void sendLetter() {
    Transaction.io("sends a letter");
  }

  /** As code does that logs whatever comes, and goes on. */
  private static void sendLetterAndGoOn() {
    try {
      sendLetter();
    } catch (RuntimeException e) {
      return;
    }
  }

  @Test
  void exceptionSaysWhatWhereInWhichTransactionAndTry() {
    SideEffectInTransactionException thrown =
        violation(
            () ->
                Transaction.options()
                    .name("booking")
                    .dosync(
                        () -> {
                          loseOnce();
                          if (tries.get() == 2) {
                            sendLetter();
                          }
                        }));

    assertThat(thrown.effect()).isEqualTo(Effect.CUSTOM);
    assertThat(thrown.operation()).isEqualTo("sends a letter");
    assertThat(thrown.transactionName()).isEqualTo("booking");
    assertThat(thrown.tryNumber()).isEqualTo(2);
    assertThat(thrown.callSite()).hasToString(thrown.getStackTrace()[0].toString());
    assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("sendLetter");
  }

  private void loseOnce() {
    int seen = ref.deref();
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 10)));
    }
    ref.set(seen);
  }

  @Test
  void transactionWithoutANameHasNone() {
    SideEffectInTransactionException thrown =
        violation(() -> Transaction.dosync(SideEffectTest::sendLetter));

    assertThat(thrown.transactionName()).isNull();
    assertThat(thrown.tryNumber()).isEqualTo(1);
  }

  @Test
  void bodyThatCatchesItDoesNotCommitNorRunAgain() {
    SideEffectInTransactionException thrown =
        violation(
            () ->
                Transaction.dosync(
                    () -> {
                      tries.incrementAndGet();
                      ref.set(2);
                      Transaction.onCommit(() -> events.add("commit"));
                      Transaction.onAbort(() -> events.add("abort"));
                      sendLetterAndGoOn();
                    }));

    assertThat(thrown).hasMessage("sends a letter").hasNoSuppressedExceptions();
    assertThat(ref.deref()).isEqualTo(1);
    assertThat(tries).hasValue(1);
    assertThat(events).containsExactly("abort");
  }

  @Test
  void bodyThatGoesOnFindsNoRefsAnyMore() {
    violation(
        () ->
            Transaction.dosync(
                () -> {
                  sendLetterAndGoOn();
                  events.add("on");
                  ref.deref();
                  events.add("never");
                }));

    assertThat(events).containsExactly("on");
  }

  @Test
  void whatTheBodyThrowsLaterIsKept() {
    IOException later = new IOException("on purpose");

    SideEffectInTransactionException thrown =
        violation(
            () ->
                Transaction.dosync(
                    () -> {
                      sendLetterAndGoOn();
                      throw later;
                    }));

    assertThat(thrown).hasSuppressedException(later);
  }

  @Test
  void exceptionWhoseCauseCannotBeAskedForDoesNotReplaceIt() {
    SideEffectInTransactionException thrown =
        violation(
            () ->
                Transaction.dosync(
                    () -> {
                      Transaction.onAbort(() -> events.add("abort"));
                      sendLetterAndGoOn();
                      throw new Untellable();
                    }));

    assertThat(thrown).hasMessage("sends a letter").hasNoSuppressedExceptions();
    assertThat(events).containsExactly("abort");
  }

  @Test
  void wrapperOfItIsNotAddedToIt() {
    SideEffectInTransactionException thrown =
        violation(() -> Transaction.dosync(SideEffectTest::sendWrappedLetter));

    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(thrown).hasNoSuppressedExceptions();
    assertThat(trace.toString()).doesNotContain("CIRCULAR REFERENCE");
  }

  private static void sendWrappedLetter() {
    try {
      sendLetter();
    } catch (RuntimeException e) {
      throw new IllegalStateException(new IllegalArgumentException(e));
    }
  }

  @Test
  void causesThatGoInACircleAreKept() {
    IllegalStateException first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    assertThat(
            violation(
                () ->
                    Transaction.dosync(
                        () -> {
                          sendLetterAndGoOn();
                          throw first;
                        })))
        .hasSuppressedException(first);
  }

  @Test
  void firstOfSeveralIsTold() {
    assertThat(
            violation(
                () ->
                    Transaction.dosync(
                        () -> {
                          sendLetterAndGoOn();
                          Transaction.io("another");
                        })))
        .hasMessage("sends a letter");
  }

  @Test
  void nestedTransactionThatThrowsItEndsTheOuterOneToo() {
    assertThat(
            violation(
                () ->
                    Transaction.dosync(
                        () -> {
                          try {
                            Transaction.dosync(SideEffectTest::sendLetter);
                          } catch (RuntimeException e) {
                            events.add("caught");
                          }
                        })))
        .hasMessage("sends a letter");
    assertThat(events).containsExactly("caught");
  }

  @Test
  void transactionOfItsOwnEndsAlone() {
    TransactionOptions own = Transaction.options().propagation(Propagation.REQUIRES_NEW);

    Transaction.dosync(
        () -> {
          assertThat(violation(() -> own.dosync(SideEffectTest::sendLetterAndGoOn))).isNotNull();
          ref.set(2);
        });

    assertThat(ref.deref()).isEqualTo(2);
  }

  @Test
  void orElseDoesNotTakeTheOtherWay() {
    assertThat(
            violation(
                () ->
                    Transaction.dosync(
                        () ->
                            Transaction.orElse(
                                () -> {
                                  ref.deref();
                                  sendLetterAndGoOn();
                                  return Transaction.retry();
                                },
                                () -> events.add("other")))))
        .hasMessage("sends a letter");
    assertThat(events).isEmpty();
  }

  @Test
  void functionOfACommuteAndAValidatorAreGuardedToo() {
    ref.setValidator(
        n -> {
          if (n > 5) {
            sendLetterAndGoOn();
          }
          return true;
        });

    assertThat(violation(() -> Transaction.dosync(() -> ref.set(6)))).isNotNull();
    assertThat(
            violation(
                () ->
                    Transaction.dosync(
                        () ->
                            ref.commute(
                                n -> {
                                  sendLetterAndGoOn();
                                  return n + 1;
                                }))))
        .isNotNull();
    assertThat(ref.deref()).isEqualTo(1);
  }

  // ---- allowances

  @Test
  void allowedEffectPasses() {
    int result =
        Transaction.dosync(
            () -> {
              Transaction.allow(Set.of(Effect.CUSTOM), SideEffectTest::sendLetter);
              return ref.set(2);
            });

    assertThat(result).isEqualTo(2);
    assertThat(ref.deref()).isEqualTo(2);
  }

  @Test
  void allowanceMayBeAroundTheTransaction() {
    Transaction.allow(
        EnumSet.allOf(Effect.class), () -> Transaction.dosync(SideEffectTest::sendLetter));
  }

  @Test
  void allowanceIsForItsKindsOnly() {
    assertThatThrownBy(
            () ->
                Transaction.allow(
                    Set.of(Effect.CONSOLE), () -> Transaction.dosync(SideEffectTest::sendLetter)))
        .isInstanceOf(SideEffectInTransactionException.class);
  }

  @Test
  void innerAllowanceAddsToTheOuterOneAndEndsBeforeIt() {
    Transaction.dosync(
        () ->
            Transaction.allow(
                Set.of(Effect.CUSTOM),
                () -> {
                  Transaction.allow(Set.of(Effect.CONSOLE), SideEffectTest::sendLetter);
                  sendLetter();
                }));

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () ->
                        Transaction.allow(
                            Set.of(Effect.CONSOLE),
                            () -> {
                              Transaction.allow(Set.of(Effect.CUSTOM), SideEffectTest::sendLetter);
                              sendLetter();
                            })))
        .isInstanceOf(SideEffectInTransactionException.class);
  }

  @Test
  void allowanceEndsWithABodyThatThrows() {
    assertThatThrownBy(
            () ->
                Transaction.allow(
                    Set.of(Effect.CUSTOM),
                    () -> {
                      throw new IOException("on purpose");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(violation(() -> Transaction.dosync(SideEffectTest::sendLetter))).isNotNull();
  }
}
