package org.dosync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitersTest {

  private final Ref<Integer> ref = Ref.of(1);
  private final Waiter first = new Waiter();
  private final Waiter second = new Waiter();

  @BeforeEach
  void oneEnters() {
    Waiters.enter(ref, first);
  }

  private Waiters here() {
    return requireNonNull(Waiters.of(ref));
  }

  private static void assertIsBare(Reference<?> reference) {
    assertThat(reference.attachments()).isNull();
  }

  @Test
  void theLastToLeaveTakesThemAway() {
    Waiters.enter(ref, second);
    Waiters.leave(ref, first);
    assertThat(here().size()).isEqualTo(1);

    Waiters.leave(ref, second);
    assertIsBare(ref);
  }

  @Test
  void whatElseIsAttachedStays() {
    ref.addWatch("told", (key, same, before, now) -> {});
    Waiters.leave(ref, first);
    assertThat(Waiters.of(ref)).isNull();
    assertThat(ref.watches()).containsKey("told");
  }

  @Test
  void oneThatIsNotThereLeavesTheOthers() {
    Waiters.leave(ref, second);
    assertThat(here().size()).isEqualTo(1);
  }

  /** It has found them before the last one left, and comes after. */
  @Test
  void nobodyEntersThoseThatTheLastHasLeft() {
    Waiters found = here();
    Waiters.leave(ref, first);
    assertThat(found.admits(second)).isFalse();
    assertThat(found.size()).isZero();
  }

  /** The last one has left, and has not come to take them away. */
  @Test
  void whoeverFindsThoseThatTheLastHasLeftTakesThemAway() {
    Waiters left = here();
    Waiters.leave(ref, first);
    ref.attach(now -> new Attachments(null, Map.of(), null, Watches.NONE, null, left));

    Waiters.enter(ref, second);
    assertThat(here()).isNotSameAs(left);
    assertThat(here().size()).isEqualTo(1);
  }

  @Test
  void aReferenceIsBareOnceItsLastAttachmentIsTakenAway() {
    Atom<Integer> atom = Atom.of(1);
    atom.addWatch("told", (key, same, before, now) -> {});
    atom.setValidator(value -> value > 0);
    atom.resetMeta(Map.of("unit", "m"));

    atom.removeWatch("told");
    atom.setValidator(null);
    atom.resetMeta(Map.of());
    assertIsBare(atom);
  }
}
