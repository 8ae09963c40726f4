package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.dosync.Ref;

final class FromALock implements Example {

  interface Accounts {
    void transfer(int amount);

    int sum();
  }

  // tag::lock[]
  static final class Locked implements Accounts {
    private final Lock lock = new ReentrantLock();
    private int giro = 100;
    private int savings = 200;

    @Override
    public void transfer(int amount) {
      lock.lock();
      try {
        giro -= amount;
        savings += amount;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int sum() {
      lock.lock(); // readers wait as well
      try {
        return giro + savings;
      } finally {
        lock.unlock();
      }
    }
  }

  // end::lock[]

  // tag::refs[]
  static final class WithRefs implements Accounts {
    private final Ref<Integer> giro = Ref.of(100);
    private final Ref<Integer> savings = Ref.of(200);

    @Override
    public void transfer(int amount) {
      dosync(
          () -> {
            giro.alter(n -> n - amount);
            savings.alter(n -> n + amount);
          });
    }

    @Override
    public int sum() {
      return dosync(() -> giro.deref() + savings.deref()); // waits for nobody
    }
  }

  // end::refs[]

  @Override
  public String title() {
    return "From a lock to refs: the same class twice";
  }

  @Override
  public void run(Page page) throws Exception {
    page.show("wrong sums, with the lock", wrongSums(new Locked()), 0);
    page.show("wrong sums, with refs", wrongSums(new WithRefs()), 0);
  }

  private static int wrongSums(Accounts accounts) throws Exception {
    int[] wrong = {0};
    Workers workers = new Workers();
    workers.start(() -> times(1_000, () -> accounts.transfer(1)));
    workers.start(() -> times(1_000, () -> wrong[0] += accounts.sum() == 300 ? 0 : 1));
    workers.join();
    return wrong[0];
  }

  private static void times(int count, Runnable step) {
    for (int i = 0; i < count; i++) {
      step.run();
    }
  }
}
