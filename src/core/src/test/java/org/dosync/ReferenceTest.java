package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names, text and meta data: what all references share, beside validators and watches. */
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
    String type = kind.type();
    Reference<Integer> bare = kind.of(1);
    String identity = Integer.toHexString(System.identityHashCode(bare));

    assertThat(bare).hasToString("#<" + type + "@" + identity + ": 1>");
    assertThat(kind.build(30_000, b -> b.name("salary")).toString())
        .matches("#<" + type + " salary@[0-9a-f]+: 30000>");
    assertThat(kind.of(null).toString()).matches("#<" + type + "@[0-9a-f]+: null>");
  }

  @ParameterizedTest
  @EnumSource
  void valueThatCannotBeShownLeavesTheRestOfTheText(Kind kind) {
    assertThat(kind.of(new Unprintable()).toString())
        .matches("#<(Atom|Ref|Agent)@[0-9a-f]+: .*UnsupportedOperationException.*>");
  }

  @ParameterizedTest
  @EnumSource
  void textOfALongValueIsCut(Kind kind) {
    assertThat(kind.of("x".repeat(1_000_000)).toString()).hasSizeLessThan(2_000).endsWith("...>");
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

  // ---- tools

  private static Map<String, Object> with(Map<String, Object> meta, String key, Object value) {
    Map<String, Object> copy = new HashMap<>(meta);
    copy.put(key, value);
    return copy;
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
