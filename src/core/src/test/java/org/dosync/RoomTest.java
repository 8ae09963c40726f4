package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoomTest {

  private static final long LONG = TimeUnit.MINUTES.toNanos(5);

  private final Room room = new Room();

  /** Else a sender would be told that its time is up, because another one was faster. */
  @Test
  void whatHeldOnceIsNotAskedAgain() throws Exception {
    Iterator<Boolean> answers = List.of(true, false).iterator();

    assertThat(room.await(answers::next, LONG)).isTrue();
  }

  @Test
  void onePlaceWakesOneAndAChangeWakesAll() {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger places = new AtomicInteger();
    try (Threads threads = new Threads()) {
      for (int i = 0; i < 3; i++) {
        threads.start(
            () ->
                room.await(
                    () -> {
                      looks.incrementAndGet();
                      return places.get() > 0 && places.getAndDecrement() > 0;
                    },
                    LONG));
      }
      Waiting.until(() -> looks.get() == 3);

      places.set(1);
      room.onePlaceMore();
      Waiting.until(() -> places.get() == 0);
      assertThat(looks).hasValue(4);

      places.set(2);
      room.changed();
    }
    assertThat(looks).hasValue(6);
  }

  @Test
  void noTimeMeansOneLook() throws Exception {
    assertThat(room.await(() -> false, 0)).isFalse();
    assertThat(room.await(() -> true, 0)).isTrue();
  }
}
