package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names, meta data, validators and text: what atoms and refs share. See {@link WatchTest} too. */
@Timeout(30)
class ReferenceTest {

  private static final RuntimeException ABORT = new RuntimeException("abort");

  // ---- names and text

  @ParameterizedTest
  @EnumSource
  void nameIsGivenAtTheBeginningOrNever(Kind kind) {
    assertThat(kind.of(1).name()).isNull();
    assertThat(kind.build(1, b -> b.name("salary")).name()).isEqualTo("salary");
  }

  @ParameterizedTest
  @EnumSource
  void textShowsTypeIdentityAndValue(Kind kind) {
    String type = kind == Kind.ATOM ? "Atom" : "Ref";
    Reference<Integer> bare = kind.of(1);
    String identity = Integer.toHexString(System.identityHashCode(bare));

    assertThat(bare).hasToString("#<" + type + "@" + identity + ": 1>");
    assertThat(kind.build(30_000, b -> b.name("salary")).toString())
        .matches("#<" + type + " salary@[0-9a-f]+: 30000>");
    assertThat(kind.of(null).toString()).matches("#<" + type + "@[0-9a-f]+: null>");
  }

  @Test
  void textOfARefShowsTheCommittedValueOnly() {
    Ref<Integer> ref = Ref.of(1);

    Transaction.dosync(
        () -> {
          ref.set(2);
          assertThat(ref.toString()).endsWith(": 1>");
        });

    assertThat(ref.toString()).endsWith(": 2>");
  }

  // ---- meta data

  @ParameterizedTest
  @EnumSource
  void metaDataIsEmptyAtFirst(Kind kind) {
    assertThat(kind.of(1).meta()).isEmpty();
    assertThat(kind.build(1, b -> b.name("n")).meta()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void metaDataIsCopiedAndCannotBeChangedInPlace(Kind kind) {
    Map<String, Object> meta = new HashMap<>(Map.of("unit", "EUR"));
    Reference<Integer> reference = kind.build(1, b -> b.meta(meta));
    meta.clear();
    assertThat(reference.meta()).isEqualTo(Map.of("unit", "EUR"));

    meta.put("unit", "USD");
    reference.resetMeta(meta);
    meta.clear();
    assertThat(reference.meta()).isEqualTo(Map.of("unit", "USD"));
    assertThatThrownBy(() -> reference.meta().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void metaDataIsReplacedAndAltered(Kind kind) {
    Reference<Integer> reference = kind.build(1, b -> b.name("n").meta(Map.of("a", 1)));

    assertThat(reference.resetMeta(Map.of("b", 2))).isEqualTo(Map.of("b", 2));
    assertThat(reference.alterMeta(meta -> Map.of("was", meta)))
        .isEqualTo(Map.of("was", Map.of("b", 2)))
        .isEqualTo(reference.meta());
    assertThat(reference.name()).isEqualTo("n");
  }

  @ParameterizedTest
  @EnumSource
  void metaDataStaysWhenTheFunctionThrows(Kind kind) {
    Reference<Integer> reference = kind.build(1, b -> b.meta(Map.of("a", 1)));

    assertThatThrownBy(
            () ->
                reference.alterMeta(
                    meta -> {
                      throw ABORT;
                    }))
        .isSameAs(ABORT);
    assertThat(reference.meta()).isEqualTo(Map.of("a", 1));
  }

  @ParameterizedTest
  @EnumSource
  void alterationOfMetaDataThatIsOvertakenRunsAgain(Kind kind) {
    Reference<Integer> reference = kind.of(1);
    AtomicInteger runs = new AtomicInteger();

    reference.alterMeta(
        meta -> {
          if (runs.incrementAndGet() == 1) {
            reference.resetMeta(Map.of("other", "thread"));
          }
          return with(meta, "mine", "too");
        });

    assertThat(runs.get()).isEqualTo(2);
    assertThat(reference.meta()).isEqualTo(Map.of("other", "thread", "mine", "too"));
  }

  @ParameterizedTest
  @EnumSource
  void racingAlterationsOfMetaDataLoseNothing(Kind kind) {
    Reference<Integer> reference = kind.of(1);

    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 200; i++) {
                reference.alterMeta(meta -> with(meta, "n", 1 + (int) meta.getOrDefault("n", 0)));
              }
            });

    assertThat(reference.meta()).isEqualTo(Map.of("n", 800));
  }

  @ParameterizedTest
  @EnumSource
  void metaDataIsNotTransactional(Kind kind) {
    Reference<Integer> reference = kind.of(1);

    abort(() -> reference.resetMeta(Map.of("a", 1)));

    assertThat(reference.meta()).isEqualTo(Map.of("a", 1));
  }

  // ---- validators: what they say

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

  // ---- validators: building and replacing

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

  // ---- validators of refs: when they run

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

  private static Map<String, Object> with(Map<String, Object> meta, String key, Object value) {
    Map<String, Object> copy = new HashMap<>(meta);
    copy.put(key, value);
    return copy;
  }

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
