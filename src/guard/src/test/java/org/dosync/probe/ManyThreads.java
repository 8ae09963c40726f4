package org.dosync.probe;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.dosync.Effect;
import org.dosync.Transaction;

/** Virtual threads that each make a guarded call and wait, while a transaction runs elsewhere. */
public final class ManyThreads {

  private ManyThreads() {}

  /** Takes their number, and prints how many bytes of the heap each takes. */
  public static void main(String[] arguments) throws Exception {
    int number = Integer.parseInt(arguments[0]);
    long bytes =
        Transaction.allow(Set.of(Effect.THREAD), () -> Transaction.dosync(() -> bytes(number)));
    System.out.println(bytes);
    System.exit(0);
  }

  private static long bytes(int number) throws Exception {
    List<Thread> threads = new ArrayList<>(number);
    CountDownLatch waiting = new CountDownLatch(number);
    CountDownLatch end = new CountDownLatch(1);
    long before = used();
    for (int i = 0; i < number; i++) {
      threads.add(Damage.virtual(() -> callAndWait(waiting, end)));
    }
    waiting.await();
    long bytes = (used() - before) / number;
    end.countDown();
    return bytes;
  }

  private static void callAndWait(CountDownLatch waiting, CountDownLatch end) {
    new File("\0").delete();
    waiting.countDown();
    Damage.await(end);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
