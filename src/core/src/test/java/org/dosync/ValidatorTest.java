package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Validators of atoms and refs. */
@Timeout(30)
class ValidatorTest {

  private static final RuntimeException ABORT = new RuntimeException("abort");

  // ---- what they say

  @Test
  void causeWithoutAMessageDoesNotReplaceTheRefusal() {
    Atom<Integer> atom = Atom.of(1);
    InvalidStateException refusal = new InvalidStateException(atom, 10, new Untellable());

    assertThat(refusal.getMessage())
        .isEqualTo(
            "Invalid reference state: the validator of "
                + atom
                + " refused 10: (its getMessage threw java.lang.UnsupportedOperationException)");
  }

  @ParameterizedTest
  @EnumSource
  void refusedValueIsReportedAndTheValueStays(Kind kind) {
    Reference<Integer> reference = kind.build(1, b -> b.name("digit").validator(n -> n < 10));

    assertThat(kind.set(reference, 9)).isEqualTo(9);
    assertThatThrownBy(() -> kind.set(reference, 10))
        .isInstanceOfSatisfying(
            InvalidStateException.class,
            refusal -> {
              assertThat(refusal.reference()).isSameAs(reference);
              assertThat(refusal.value()).isEqualTo(10);
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Invalid reference state: the validator of " + reference + " refused 10")
        .hasNoCause();
    assertThat(reference.deref()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void runtimeExceptionsAndErrorsOfAValidatorReachTheCallerUnchanged(Kind kind) {
    for (Throwable thrown : List.of(new IllegalArgumentException("mine"), new Error("mine"))) {
      Reference<Integer> reference = kind.build(1, b -> b.validator(refusing(10, thrown)));

      assertThatThrownBy(() -> kind.set(reference, 10)).isSameAs(thrown);
      assertThat(reference.deref()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void checkedExceptionOfAValidatorIsTheCauseOfARefusal(Kind kind) {
    Exception checked = new Exception("checked");
    Reference<Integer> reference = kind.build(1, b -> b.validator(refusing(10, checked)));

    assertThatThrownBy(() -> kind.set(reference, 10))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageStartingWith("Invalid reference state")
        .cause()
        .isSameAs(checked);
    assertThat(reference.deref()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void validatorIsAskedAboutNullLikeAnyValue(Kind kind) {
    Reference<Integer> reference = kind.build(1, b -> b.validator(n -> n != null));

    assertThatThrownBy(() -> kind.set(reference, null))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageEndingWith("refused null");
    assertThat(reference.deref()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void refusalOfAValueThatCannotBeShownIsARefusal(Kind kind) {
    Reference<Object> reference = kind.build(1, b -> b.validator(v -> v instanceof Integer));

    assertThatThrownBy(() -> kind.set(reference, new Unprintable()))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageStartingWith("Invalid reference state");
  }

  // ---- building and replacing

  @ParameterizedTest
  @EnumSource
  void builderRefusesAnInitialValueItsValidatorRefuses(Kind kind) {
    assertThatThrownBy(() -> kind.build(10, b -> b.name("digit").validator(n -> n < 10)))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageStartingWith("Invalid reference state")
        .hasMessageContaining("digit")
        .hasMessageEndingWith("refused 10");
  }

  @ParameterizedTest
  @EnumSource
  void builderLetsThroughWhatTheValidatorThrows(Kind kind) {
    assertThatThrownBy(() -> kind.build(10, b -> b.validator(refusing(10, ABORT)))).isSameAs(ABORT);
  }

  @ParameterizedTest
  @EnumSource
  void validatorCanBeSetAskedForAndRemoved(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    Predicate<Integer> digit = n -> n < 10;

    assertThat(reference.validator()).isNull();
    reference.setValidator(digit);
    assertThat(reference.validator()).isSameAs(digit);
    assertThatThrownBy(() -> kind.set(reference, 10)).isInstanceOf(InvalidStateException.class);

    reference.setValidator(null);
    assertThat(reference.validator()).isNull();
    assertThat(kind.set(reference, 10)).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void newValidatorMustAcceptTheValueThereIsOrTheOldOneStays(Kind kind) {
    Predicate<Integer> digit = n -> n < 10;
    Reference<Integer> reference = kind.build(9, b -> b.validator(digit));

    assertThatThrownBy(() -> reference.setValidator(n -> n < 5))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageEndingWith("refused 9");
    assertThatThrownBy(() -> reference.setValidator(refusing(9, ABORT))).isSameAs(ABORT);
    assertThat(reference.validator()).isSameAs(digit);
    assertThat(reference.deref()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void validatorSetInATransactionThatAbortsStays(Kind kind) {
    Reference<Integer> reference = kind.of(1);

    abort(() -> reference.setValidator(n -> n < 10));

    assertThatThrownBy(() -> kind.set(reference, 10)).isInstanceOf(InvalidStateException.class);
  }

  @Test
  void validatorSetInATransactionMustAcceptTheValueThatTheTransactionSees() {
    Ref<Integer> ref = Ref.of(1);

    Transaction.dosync(
        () -> {
          ref.set(20);
          assertThatThrownBy(() -> ref.setValidator(n -> n < 10))
              .isInstanceOf(InvalidStateException.class)
              .hasMessageEndingWith("refused 20");
          ref.setValidator(n -> n >= 10);
          ref.set(30);
        });

    assertThat(ref.deref()).isEqualTo(30);
  }

  /** The validator takes effect at once: others meet it before the transaction has committed. */
  @Test
  void validatorSetInATransactionIsInForceAtOnceForOthers() {
    Ref<Integer> ref = Ref.of(1);
    Ref<Integer> other = Ref.of(1);

    Transaction.dosync(
        () -> {
          other.set(2);
          ref.setValidator(n -> n < 10);
          Threads.elsewhere(
              () ->
                  assertThatThrownBy(() -> Kind.REF.set(ref, 10))
                      .isInstanceOf(InvalidStateException.class));
        });
  }

  // ---- of refs: when they run

  @Test
  void refMayHoldARefusedValueOnTheWay() {
    Ref<Integer> ref = Ref.builder(1).validator(n -> n < 10).build();

    Transaction.dosync(
        () -> {
          assertThat(ref.set(50)).isEqualTo(50);
          ref.alter(n -> n - 45);
        });

    assertThat(ref.deref()).isEqualTo(5);
  }

  @Test
  void validatorOfARefIsAskedOnceAboutTheFinalValue() {
    List<Integer> asked = new ArrayList<>();
    Ref<Integer> changed = Ref.of(1);
    Ref<Integer> commuted = Ref.of(1);
    Ref<Integer> ensured = Ref.of(1);
    for (Ref<Integer> ref : List.of(changed, commuted, ensured)) {
      ref.setValidator(asked::add);
    }
    asked.clear();

    Transaction.dosync(
        () -> {
          changed.set(2);
          changed.alter(n -> n + 1);
          changed.alter(n -> n + 1);
          commuted.commute(n -> n + 10);
          commuted.commute(n -> n + 10);
          ensured.ensure();
          assertThat(asked).isEmpty();
        });

    assertThat(asked).containsExactlyInAnyOrder(4, 21);
  }

  @Test
  void oneRefusalAbortsTheWholeTransaction() {
    Ref<Integer> first = Ref.of(1);
    Ref<Integer> second = Ref.builder(1).validator(n -> n < 10).build();
    Ref<Integer> third = Ref.of(1);

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      first.set(2);
                      second.commute(n -> n + 9);
                      third.alter(n -> n + 1);
                    }))
        .isInstanceOfSatisfying(
            InvalidStateException.class,
            refusal -> assertThat(refusal.reference()).isSameAs(second))
        .hasMessageEndingWith("refused 10");
    assertThat(List.of(first.deref(), second.deref(), third.deref())).containsExactly(1, 1, 1);
  }

  /** The validator sees the transaction's values: it may compare refs with each other. */
  @Test
  void validatorOfARefSeesTheOtherRefsAsTheyWillBe() {
    Ref<Integer> limit = Ref.of(10);
    Ref<Integer> amount = Ref.of(1);
    amount.setValidator(n -> n <= limit.deref());

    Transaction.dosync(
        () -> {
          limit.set(100);
          amount.set(50);
        });
    assertThat(amount.deref()).isEqualTo(50);

    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      limit.set(5);
                      amount.set(6);
                    }))
        .isInstanceOf(InvalidStateException.class);
    assertThat(limit.deref()).isEqualTo(100);
  }

  // ---- tools

  private static Predicate<Integer> refusing(int refused, Throwable thrown) {
    return n -> {
      if (n == refused) {
        throw Sneaky.rethrow(thrown);
      }
      return true;
    };
  }

  private static void abort(Runnable body) {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      body.run();
                      throw ABORT;
                    }))
        .isSameAs(ABORT);
  }
}
