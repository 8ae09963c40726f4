package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.Transaction.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CurrentTest {

  /** More than there are places, so that some threads come to one that is taken. */
  private static final int THREADS = 600;

  @Test
  void eachOfManyThreadsFindsItsOwnTransaction() {
    List<Ref<Integer>> refs;
    try (Threads threads = new Threads()) {
      refs = startAll(body -> threads.start(body::call));
    }
    assertChangedTwice(refs);
  }

  /** Where they are virtual, their threads begin and end with a place. */
  @Test
  void eachOfManyFuturesFindsItsOwnTransaction() {
    List<Promise<?>> futures = new ArrayList<>();
    try (DosyncRuntime runtime = DosyncRuntime.builder().build()) {
      List<Ref<Integer>> refs = startAll(body -> futures.add(runtime.future(body)));
      futures.forEach(Promise::deref);
      assertChangedTwice(refs);
    }
  }

  private static List<Ref<Integer>> startAll(Consumer<Callable<Boolean>> start) {
    List<Ref<Integer>> refs = new ArrayList<>();
    CountDownLatch running = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Ref<Integer> own = Ref.of(0);
      refs.add(own);
      start.accept(() -> dosync(() -> changeWhileAllRun(own, running)));
    }
    return refs;
  }

  private static void assertChangedTwice(List<Ref<Integer>> refs) {
    assertThat(refs).extracting(Ref::deref).containsOnly(2);
  }

  private static boolean changeWhileAllRun(Ref<Integer> own, CountDownLatch running)
      throws InterruptedException {
    Attempt mine = Current.required("change");
    own.alter(n -> n + 1);
    running.countDown();
    assertThat(running.await(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Current.attempt()).isSameAs(mine);
    return own.alter(n -> n + 1) == 2;
  }
}
