package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A long transaction that changes what fast ones change all the time commits in the end. Who has
 * lost 16 tries, or some for 20 ms, is let through; what was under way then may still get in its
 * way a few times.
 */
@Timeout(60)
class StarvationTest {

  private static final int ENOUGH_TRIES = 100;

  private static final TransactionOptions SEPARATE =
      Transaction.options().propagation(Propagation.REQUIRES_NEW);

  private final List<Ref<Integer>> refs = IntStream.range(0, 500).mapToObj(i -> Ref.of(0)).toList();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicInteger fastCommits = new AtomicInteger();

  private void changeOneAfterTheOther(int seed) {
    for (int i = seed; !done.get(); i++) {
      Ref<Integer> ref = refs.get(Math.floorMod(i * 31, refs.size()));
      Transaction.dosync(() -> ref.alter(n -> n + 1));
      fastCommits.incrementAndGet();
    }
  }

  /** Changes all, and gives the others time enough to change some of them before it can commit. */
  private int changeAll(Isolation isolation) {
    AtomicInteger tries = new AtomicInteger();
    Transaction.options()
        .isolation(isolation)
        .dosync(
            () -> {
              tries.incrementAndGet();
              refs.forEach(ref -> ref.alter(n -> n + 1_000));
              awaitFastCommits(50, 30);
            });
    return tries.get();
  }

  /** Not for long: when this transaction is let through there are none. */
  private void awaitFastCommits(int count, int millis) {
    int before = fastCommits.get();
    long began = System.nanoTime();
    while (fastCommits.get() - before < count && System.nanoTime() - began < millis * 1_000_000L) {
      Thread.yield();
    }
  }

  private void untilDone(Threads.Task task) throws Throwable {
    try {
      task.run();
    } finally {
      done.set(true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongWriterBesideFastWritersCommits(Isolation isolation) {
    Threads.together(
        List.of(
            () -> changeOneAfterTheOther(0),
            () -> changeOneAfterTheOther(250),
            () ->
                untilDone(
                    () -> {
                      for (int i = 0; i < 5; i++) {
                        assertThat(changeAll(isolation)).isLessThan(ENOUGH_TRIES);
                      }
                    })));
    int sum = refs.stream().mapToInt(Ref::deref).sum();
    assertThat(sum).isEqualTo(5 * 1_000 * refs.size() + fastCommits.get());
  }

  @Test
  void severalLongWritersBesideEachOtherAllCommit() {
    Threads.together(
        List.of(
            () -> changeOneAfterTheOther(0),
            () -> changeAll(Isolation.SERIALIZABLE),
            () -> changeAll(Isolation.SERIALIZABLE),
            () -> untilDone(() -> changeAll(Isolation.SERIALIZABLE))));
    int sum = refs.stream().mapToInt(Ref::deref).sum();
    assertThat(sum).isEqualTo(3 * 1_000 * refs.size() + fastCommits.get());
  }

  /** Its favour ends, and with that its turn. */
  @Test
  void oneWhoseBodyHangsWhileItIsFavouredStopsNoOtherFromBeingFavoured() {
    Gate hanging = new Gate();
    Threads.together(
        List.of(
            () -> changeOneAfterTheOther(0),
            () -> loseUntilFavouredAndHang(hanging),
            () ->
                untilDone(
                    () -> {
                      hanging.awaitArrival();
                      commitOnlyIfFavoured();
                      hanging.open();
                    })));
  }

  private void commitOnlyIfFavoured() {
    Transaction.dosync(
        () -> {
          refs.forEach(ref -> ref.alter(n -> n + 1_000));
          awaitFastCommits(50, 500);
        });
  }

  private static void loseUntilFavouredAndHang(Gate hanging) {
    Ref<Integer> ref = Ref.of(0);
    AtomicInteger tries = new AtomicInteger();
    Transaction.dosync(
        () -> {
          int seen = ref.deref();
          if (tries.incrementAndGet() <= 16) {
            SEPARATE.dosync(() -> ref.alter(n -> n + 1));
          } else {
            hanging.pass();
          }
          ref.set(seen + 1_000);
        });
    assertThat(ref.deref()).isEqualTo(1_016);
  }

  /**
   * The patience of the others has an end, or a body that waits for one of them would wait for
   * ever.
   */
  @Test
  void aFavouredTransactionThatWaitsForAnotherStopsItForAWhileOnly() {
    Ref<Integer> ref = refs.get(0);
    Ref<Integer> other = refs.get(1);
    List<Integer> tries = new ArrayList<>();
    Transaction.dosync(
        () -> {
          tries.add(tries.size());
          int seen = ref.deref();
          if (tries.size() < 20) {
            SEPARATE.dosync(() -> ref.alter(n -> n + 1));
          } else {
            Threads.elsewhere(() -> Transaction.dosync(() -> other.alter(n -> n + 1)));
          }
          ref.set(seen + 1_000);
        });
    assertThat(other.deref()).isEqualTo(1);
    assertThat(ref.deref()).isEqualTo(1_019);
  }
}
