package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mistake is refused where it is made, with a message that says what to mend. */
@Timeout(30)
class BadInputTest {

  private final Ref<Integer> ref = Ref.builder(1).name("stock").build();
  private final Ref<Integer> other = Ref.of(1);

  // ---- nulls

  @ParameterizedTest
  @EnumSource
  void nullIsALegalInitialValue(Kind kind) {
    assertThat(kind.of(null).deref()).isNull();
    assertThat(kind.build(null, b -> b.name("n")).deref()).isNull();
    assertThat(Delay.of(() -> null).deref()).isNull();
    assertThat(in(() -> null)).isNull();
  }

  private static Object in(Body<Object, RuntimeException> body) {
    return Transaction.dosync(body);
  }

  // ---- numbers and durations

  @Test
  void historyMustKeepZeroOrMoreValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.keep(-1))
        .withMessage("A history keeps 0 or more values, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.keepFor(Duration.ofSeconds(1), -2))
        .withMessage("A history keeps 0 or more values, not -2");
  }

  @Test
  void historyMustHaveAPositiveAge() {
    for (Duration age : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> History.keepFor(age, 1))
          .withMessage("A history's age must be more than zero, not " + age);
    }
  }

  @Test
  void refWithoutHistoryCannotTellThePast() {
    assertThatThrownBy(() -> ref.asOf(Instant.now()))
        .isInstanceOfSatisfying(
            HistoryException.class, refusal -> assertThat(refusal.oldest()).isNull())
        .hasMessageContaining(ref.toString())
        .hasMessageContaining("keeps no history");
  }

  @Test
  void maxRetriesMustBeZeroOrMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transaction.options().maxRetries(-1))
        .withMessage("maxRetries must be 0 or more, not -1");
    Transaction.options().maxRetries(0).dosync(() -> ref.set(2));
    assertThat(ref.deref()).isEqualTo(2);
  }

  @Test
  void timeoutMustBePositive() {
    for (Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Transaction.options().timeout(timeout))
          .withMessage("timeout must be more than zero, not " + timeout);
    }
  }

  @Test
  void timeoutMayBeLongerThanALongHasNanoseconds() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);

    Transaction.options().timeout(ever).dosync(() -> ref.set(2));

    assertThat(ref.deref()).isEqualTo(2);
  }

  // ---- outside a transaction

  @Test
  void changeOutsideATransactionSaysWhatToDo() {
    String rest = " of " + ref + " needs one. Call it inside Transaction.dosync(...)";

    assertOutside(() -> ref.set(2), "No transaction running: set" + rest);
    assertOutside(() -> ref.alter(n -> n), "No transaction running: alter" + rest);
    assertOutside(() -> ref.commute(n -> n), "No transaction running: commute" + rest);
    assertOutside(ref::ensure, "No transaction running: ensure" + rest);
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void waitingOutsideATransactionSaysWhatToDo() {
    assertOutside(Transaction::retry, "No transaction running: retry needs one");
    assertOutside(() -> Transaction.check(false), "No transaction running: check needs one");
    assertOutside(() -> Transaction.check(true), "No transaction running: check needs one");
  }

  private static void assertOutside(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(NoTransactionException.class)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("Transaction.dosync");
  }

  // ---- waiting for nothing

  @Test
  void retryThatNothingCanWakeIsRefused() {
    TransactionOptions named = Transaction.options().name("idle");

    assertThatThrownBy(() -> named.dosync(() -> Transaction.retry()))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("\"idle\"")
        .hasMessageContaining("has read no ref");
    assertThatThrownBy(() -> Transaction.dosync(() -> Transaction.check(false)))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("has read no ref");
    assertThat(Transaction.isRunning()).isFalse();
  }

  /** A value that is only set was not read: nobody else's change of it can matter. */
  @Test
  void retryAfterABlindWriteIsRefusedToo() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.set(2);
                      Transaction.retry();
                    }))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("has read no ref");
    assertThat(ref.deref()).isEqualTo(1);
  }

  // ---- side effects

  @Test
  void sideEffectIsRefusedInsideATransactionOnly() {
    Transaction.io();
    Transaction.io("sending mail");

    assertThatThrownBy(() -> Transaction.dosync(() -> Transaction.io()))
        .isInstanceOf(SideEffectInTransactionException.class)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("I/O in transaction");
    assertThatThrownBy(() -> Transaction.dosync(() -> Transaction.io("sending mail")))
        .isInstanceOf(SideEffectInTransactionException.class)
        .hasMessage("sending mail");
  }

  @Test
  void sideEffectIsAllowedWhereTheTransactionIsOver() {
    List<String> done = new ArrayList<>();
    ref.addWatch(
        "w",
        (key, reference, from, to) -> {
          Transaction.io();
          done.add("watch");
        });

    Transaction.dosync(
        () -> {
          ref.set(2);
          Transaction.onCommit(
              () -> {
                Transaction.io();
                done.add("effect");
              });
        });

    assertThat(done).containsExactly("watch", "effect");
  }

  // ---- transactions in odd places

  @Test
  void transactionInTheValidatorOfAnAtomIsOneOfItsOwn() {
    Atom<Integer> atom = Atom.of(1);
    atom.setValidator(n -> Transaction.dosync(() -> other.set(n)) > 0);

    atom.reset(5);

    assertThat(other.deref()).isEqualTo(5);
  }

  @Test
  void transactionInTheValidatorOfARefMayRead() {
    ref.setValidator(n -> n <= Transaction.dosync(() -> other.deref()));

    Transaction.dosync(
        () -> {
          other.set(10);
          ref.set(7);
        });
    assertThat(ref.deref()).isEqualTo(7);

    assertThatThrownBy(() -> Transaction.dosync(() -> ref.set(11)))
        .isInstanceOf(InvalidStateException.class);
    assertThat(ref.deref()).isEqualTo(7);
  }

  @Test
  void transactionInTheValidatorOfARefMayNotChangeAnything() {
    List<Runnable> changes =
        List.of(() -> other.set(5), () -> other.alter(n -> 5), () -> other.commute(n -> 5));
    for (Runnable change : changes) {
      Ref<Integer> validated = Ref.of(1);
      validated.setValidator(
          n -> {
            if (n == 2) {
              Transaction.dosync(change::run);
            }
            return true;
          });

      assertThatThrownBy(() -> Transaction.dosync(() -> validated.set(2)))
          .isExactlyInstanceOf(DosyncException.class)
          .hasMessageStartingWith("Can't ")
          .hasMessageContaining(other.toString())
          .hasMessageContaining("may only read");
      assertThat(validated.deref()).isEqualTo(1);
      assertThat(other.deref()).isEqualTo(1);
    }
  }

  @Test
  void transactionSetApartFromTheOneThatValidatesMayChangeOtherRefs() {
    TransactionOptions apart = Transaction.options().propagation(Propagation.REQUIRES_NEW);
    ref.setValidator(n -> apart.<Integer, RuntimeException>dosync(() -> other.set(n)) > 0);

    Transaction.dosync(() -> ref.set(7));

    assertThat(ref.deref()).isEqualTo(7);
    assertThat(other.deref()).isEqualTo(7);
  }

  @Test
  void functionGivenToCommuteMayNotChangeAnything() {
    assertThatThrownBy(() -> Transaction.dosync(() -> ref.commute(n -> other.set(5))))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("may only read");
    assertThat(ref.deref()).isEqualTo(1);
    assertThat(other.deref()).isEqualTo(1);
  }

  @Test
  void functionGivenToCommuteMayNotReadItsOwnRef() {
    assertThatThrownBy(() -> Transaction.dosync(() -> ref.commute(n -> ref.deref() + 1)))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining(ref.toString());
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void setAfterCommuteIsRefused() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.commute(n -> n + 1);
                      ref.set(5);
                    }))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageStartingWith("Can't set after commute")
        .hasMessageContaining(ref.toString())
        .hasMessageEndingWith("Take alter for one of the two");
    assertThat(ref.deref()).isEqualTo(1);
  }

  // ---- options

  @Test
  void readOnlyTransactionRefusesEveryChange() {
    TransactionOptions reading = Transaction.options().readOnly(true).name("report");

    assertReadOnly(() -> reading.dosync(() -> ref.set(2)), "Can't set ");
    assertReadOnly(() -> reading.dosync(() -> ref.alter(n -> 2)), "Can't alter ");
    assertReadOnly(() -> reading.dosync(() -> ref.commute(n -> 2)), "Can't commute ");
    assertThat(reading.<Integer, RuntimeException>dosync(() -> ref.ensure())).isEqualTo(1);
    assertThat(ref.deref()).isEqualTo(1);
  }

  /** A part of a read-only transaction is read-only, whatever its own options say. */
  @Test
  void readOnlyTransactionRefusesAChangeByATransactionThatJoinsIt() {
    TransactionOptions reading = Transaction.options().readOnly(true).name("report");

    assertReadOnly(() -> reading.dosync(() -> Transaction.dosync(() -> ref.set(2))), "Can't set ");
  }

  private void assertReadOnly(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageStartingWith(message + ref)
        .hasMessageContaining("\"report\" is read-only. Drop readOnly, or the change");
    assertThat(ref.deref()).isEqualTo(1);
  }

  @Test
  void mandatoryTransactionNeedsOneThatIsRunning() {
    TransactionOptions mandatory =
        Transaction.options().propagation(Propagation.MANDATORY).name("part");

    assertThatThrownBy(() -> mandatory.dosync(() -> ref.set(2)))
        .isInstanceOf(NoTransactionException.class)
        .hasMessageStartingWith("No transaction running")
        .hasMessageContaining("\"part\"")
        .hasMessageContaining("MANDATORY");
    assertThat(ref.deref()).isEqualTo(1);

    Transaction.dosync(() -> mandatory.dosync(() -> ref.set(2)));
    assertThat(ref.deref()).isEqualTo(2);
  }

  @Test
  void transactionThatMustNeverRunInAnotherIsRefusedThere() {
    assertThatThrownBy(
            () -> Transaction.options().name("outer").dosync(() -> never().dosync(() -> 1)))
        .isExactlyInstanceOf(DosyncException.class)
        .hasMessageContaining("\"outer\"")
        .hasMessageContaining("\"alone\"")
        .hasMessageContaining("NEVER");
    assertThat(never().<Boolean, RuntimeException>dosync(Transaction::isRunning)).isFalse();
  }

  private static TransactionOptions never() {
    return Transaction.options().propagation(Propagation.NEVER).name("alone");
  }

  /** What was refused inside is an exception like any other: the outer body may go on. */
  @Test
  void bodyMayCatchARefusalAndGoOn() {
    Transaction.dosync(
        () -> {
          ref.set(2);
          assertThatThrownBy(() -> never().dosync(() -> 1)).hasMessageContaining("NEVER");
          other.commute(n -> n + 1);
          assertThatThrownBy(() -> other.set(5)).hasMessageStartingWith("Can't set after commute");
        });

    assertThat(ref.deref()).isEqualTo(2);
    assertThat(other.deref()).isEqualTo(2);
  }
}
