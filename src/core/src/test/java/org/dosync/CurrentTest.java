package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.Transaction.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CurrentTest {

  /** More than there are places, so that some threads come to one that is taken. */
  private static final int THREADS = 600;

  @Test
  void eachOfManyThreadsFindsItsOwnTransaction() {
    List<Ref<Integer>> refs = new ArrayList<>();
    CountDownLatch running = new CountDownLatch(THREADS);
    try (Threads threads = new Threads()) {
      for (int i = 0; i < THREADS; i++) {
        Ref<Integer> own = Ref.of(i);
        refs.add(own);
        threads.start(() -> dosync(() -> changeWhileAllRun(own, running)));
      }
    }
    for (int i = 0; i < THREADS; i++) {
      assertThat(refs.get(i).deref()).isEqualTo(i + 2);
    }
  }

  private static void changeWhileAllRun(Ref<Integer> own, CountDownLatch running)
      throws InterruptedException {
    Attempt mine = Current.required("change");
    own.alter(n -> n + 1);
    running.countDown();
    assertThat(running.await(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Current.attempt()).isSameAs(mine);
    own.alter(n -> n + 1);
  }
}
