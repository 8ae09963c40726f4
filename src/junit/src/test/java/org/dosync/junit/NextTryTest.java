package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.Transaction.dosync;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.dosync.LongRef;
import org.dosync.Ref;
import org.junit.jupiter.api.Test;

/** What the next try does otherwise, in ways that are easily overlooked; and what only looks so. */
class NextTryTest {

  /** Another element for each try, without a trace that is found. */
  static final class InTurn<T> {
    private final List<T> elements;
    private transient int next;

    InTurn(T one, T other) {
      this.elements = List.of(one, other);
    }

    T next() {
      return elements.get(next++ % elements.size());
    }
  }

  // ---- refs

  @DosyncTest
  static class OtherRefs {

    private static Ref<Integer> balance() {
      return Ref.builder(0).name("balance").build();
    }

    @Test
    void ofTheSameName() {
      InTurn<Ref<Integer>> accounts = new InTurn<>(balance(), balance());
      dosync(() -> accounts.next().set(1));
    }

    @Test
    void withoutAName() {
      InTurn<LongRef> accounts = new InTurn<>(LongRef.of(0), LongRef.of(0));
      dosync(() -> accounts.next().set(1));
    }

    @Test
    void oneOfWhichIsNew() {
      Ref<Integer> old = balance();
      InTurn<Supplier<Ref<Integer>>> accounts = new InTurn<>(OtherRefs::balance, () -> old);
      dosync(() -> accounts.next().get().set(1));
    }

    @Test
    void inTheResult() {
      InTurn<Ref<Integer>> accounts = new InTurn<>(balance(), balance());
      dosync(() -> List.of(accounts.next()));
    }
  }

  @Test
  void otherRefsThatLookTheSame() {
    assertThat(Tests.failures(OtherRefs.class))
        .map(message -> message.replaceAll("@[0-9a-f]+", "@1"))
        .containsExactlyInAnyOrder(
            Tests.message(
                "at NextTryTest$OtherRefs.ofTheSameName",
                "it changed ref balance, and in the next try another ref of that name"),
            Tests.message(
                "at NextTryTest$OtherRefs.withoutAName",
                "it changed a ref without a name, and in the next try another one"),
            Tests.message(
                "at NextTryTest$OtherRefs.oneOfWhichIsNew",
                "it changed ref balance, and in the next try another ref of that name"),
            Tests.message(
                "at NextTryTest$OtherRefs.inTheResult",
                "its result was [#<Ref balance@1: 0>], and in the next try [#<Ref balance@1: 0>]"));
  }

  @DosyncTest(guard = false)
  static class NewRefs {

    private final Ref<Object> last = Ref.of("");

    @Test
    void inEachTry() {
      dosync(
          () -> {
            Ref<Integer> one = Ref.of(1);
            LongRef other = LongRef.of(1);
            one.set(2);
            other.set(2);
            last.set(List.of(one, other));
          });
    }

    @Test
    void byAnotherThread() throws Exception {
      dosync(
          () -> {
            AtomicReference<Ref<Integer>> made = new AtomicReference<>();
            Thread thread = new Thread(() -> made.set(Ref.of(1)));
            thread.start();
            thread.join();
            made.get().set(2);
            last.set(made.get());
          });
    }
  }

  @Test
  void notNewRefs() {
    assertThat(Tests.failures(NewRefs.class)).isEmpty();
  }

  // ---- patterns

  @DosyncTest
  static class Patterns {

    @Test
    void areAlike() {
      Ref<Object> ref = Ref.of("");
      dosync(
          () -> {
            ref.set(Pattern.compile("a", Pattern.DOTALL));
          });
    }

    @Test
    void differInTheirFlags() {
      InTurn<Integer> flags = new InTurn<>(0, Pattern.DOTALL);
      dosync(() -> Pattern.compile("a", flags.next()));
    }

    @Test
    void differInTheirText() {
      InTurn<String> texts = new InTurn<>("a", "b");
      dosync(() -> Pattern.compile(texts.next()));
    }
  }

  @Test
  void otherPatterns() {
    assertThat(Tests.failures(Patterns.class))
        .containsExactlyInAnyOrder(
            Tests.message(
                "at NextTryTest$Patterns.differInTheirFlags",
                "its result was a, and in the next try a with flags 32"),
            Tests.message(
                "at NextTryTest$Patterns.differInTheirText",
                "its result was a, and in the next try b"));
  }
}
