package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** There is no limit to transactions that are open at once, nor to refs. */
@Timeout(60)
class ManyTransactionsTest {

  private static final int REFS = 1_000_000;

  /** ScalaSTM had room for 2,046. */
  @Test
  void thousandsOfTransactionsAreOpenAtOnce() throws InterruptedException {
    int count = VirtualThreads.areThere() ? 10_000 : 1_000;
    List<Ref<Integer>> own = IntStream.range(0, count).mapToObj(i -> Ref.of(0)).toList();
    Ref<Integer> shared = Ref.of(7);
    Ref<Integer> counter = Ref.of(0);
    CountDownLatch open = new CountDownLatch(count);
    CountDownLatch done = new CountDownLatch(count);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (Ref<Integer> ref : own) {
      VirtualThreads.start(
          () -> {
            try {
              Transaction.dosync(
                  () -> {
                    int seen = shared.deref();
                    counter.commute(n -> n + 1);
                    open.countDown();
                    if (!open.await(Gate.PATIENCE_SECONDS, SECONDS)) {
                      throw new AssertionError("not all of them are open");
                    }
                    ref.alter(n -> n + seen);
                  });
            } catch (Throwable thrown) {
              failures.add(thrown);
            } finally {
              done.countDown();
            }
          });
    }
    assertThat(done.await(2 * Gate.PATIENCE_SECONDS, SECONDS)).isTrue();
    assertThat(failures).isEmpty();
    assertThat(own).allMatch(ref -> ref.deref() == 7);
    assertThat(counter.deref()).isEqualTo(count);
  }

  /** Threads that cost little: virtual where the JDK has them (21), else with a small stack. */
  private static final class VirtualThreads {

    private static boolean areThere() {
      return Runtime.version().feature() >= 21;
    }

    static void start(Runnable task) {
      if (areThere()) {
        startVirtual(task);
      } else {
        Thread thread = new Thread(null, task, "small", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
      }
    }

    private static void startVirtual(Runnable task) {
      try {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void oneTransactionReadsAMillionRefs() {
    List<Ref<Integer>> refs = IntStream.range(0, REFS).mapToObj(i -> Ref.of(1)).toList();
    for (TransactionKind kind : TransactionKind.values()) {
      int sum = kind.options.dosync(() -> refs.stream().mapToInt(Ref::deref).sum());
      assertThat(sum).isEqualTo(REFS);
    }
  }

  @Test
  void oneTransactionChangesAMillionRefs() {
    List<Ref<Integer>> refs = IntStream.range(0, REFS).mapToObj(i -> Ref.of(1)).toList();
    Transaction.dosync(() -> refs.forEach(ref -> ref.alter(n -> n + 1)));
    assertThat(refs).allMatch(ref -> ref.deref() == 2);
  }
}
