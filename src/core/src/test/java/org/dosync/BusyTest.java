package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyTest {

  private static final int FEW = 1000;

  private final Busy busy = new Busy();

  private static Task<Integer> activity() {
    return new Task<>(DosyncRuntime.shared(), () -> 0);
  }

  private Busy.Note add(Activity activity) {
    Busy.Note note = new Busy.Note(activity);
    busy.add(note);
    return note;
  }

  @Test
  void whatHasBegunIsThereUntilItEnds() {
    Task<Integer> one = activity();
    Task<Integer> other = activity();
    assertThat(busy.isEmpty()).isTrue();
    Busy.Note first = add(one);
    Busy.Note second = add(other);
    assertThat(busy.activities()).containsExactlyInAnyOrder(one, other);
    first.strikeOut();
    assertThat(busy.activities()).containsExactly(other);
    assertThat(busy.isEmpty()).isFalse();
    second.strikeOut();
    assertThat(busy.isEmpty()).isTrue();
  }

  @Test
  void anAgentThatHasBegunAgainIsThereOnce() {
    Activity activity = activity();
    Busy.Note first = add(activity);
    add(activity);
    assertThat(busy.activities()).containsExactly(activity);
    first.strikeOut();
    assertThat(busy.activities()).containsExactly(activity);
  }

  @Test
  void whatEndsBeforeItIsNotedIsNotUnderWay() {
    Busy.Note note = new Busy.Note(activity());
    note.strikeOut();
    busy.add(note);
    assertThat(busy.isEmpty()).isTrue();
    assertThat(busy.activities()).isEmpty();
  }

  @Test
  void whatGoesOnIsKeptWhileAMillionOthersComeAndGo() {
    Activity activity = activity();
    List<Task<Integer>> lasting = new ArrayList<>();
    for (int n = 0; n < 1_000_000; n++) {
      if (n % FEW == 0) {
        lasting.add(activity());
        add(lasting.get(n / FEW));
      }
      add(activity).strikeOut();
    }
    assertThat(busy.activities()).hasSize(FEW).containsAll(lasting);
    assertThat(busy.kept()).isLessThanOrEqualTo(2 * FEW + 1);
  }

  @Test
  void theNotesOfManyThreadsAreTakenOffToo() {
    Activity activity = activity();
    try (Threads threads = new Threads()) {
      for (int each = 0; each < 4; each++) {
        threads.start(() -> comeAndGo(activity));
      }
    }
    assertThat(busy.isEmpty()).isTrue();
    assertThat(busy.kept()).isLessThan(FEW);
  }

  private void comeAndGo(Activity activity) {
    for (int n = 0; n < 100_000; n++) {
      Busy.Note note = add(activity);
      assertThat(busy.isEmpty()).isFalse();
      note.strikeOut();
    }
  }

  @Test
  void aMillionFuturesLeaveFewNotes() {
    try (DosyncRuntime runtime = DosyncRuntime.builder().sendOffExecutor(Runnable::run).build()) {
      for (int n = 0; n < 1_000_000; n++) {
        runtime.future(() -> 1);
      }
      assertThat(runtime.work().underWay()).isEmpty();
      assertThat(runtime.work().kept()).isLessThan(FEW);
    }
  }
}
