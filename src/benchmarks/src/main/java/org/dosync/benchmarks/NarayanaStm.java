package org.dosync.benchmarks;

import com.arjuna.ats.arjuna.AtomicAction;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.coordinator.ActionStatus;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import java.util.function.LongSupplier;
import org.jboss.stm.Container;
import org.jboss.stm.LockException;
import org.jboss.stm.annotations.ReadLock;
import org.jboss.stm.annotations.State;
import org.jboss.stm.annotations.Transactional;
import org.jboss.stm.annotations.WriteLock;

/**
 * Narayana's STM with its default settings, by its own annotations, and nothing kept on disk: locks
 * are taken as the body goes. A thread that finds one held waits for half a second at most, and
 * then begins again.
 */
final class NarayanaStm extends Stm {
  static {
    System.setProperty("org.jboss.logging.provider", "slf4j"); // it warns of settings left out
    arjPropertyManager.getCoordinatorEnvironmentBean().setTransactionStatusManagerEnable(false);
    arjPropertyManager
        .getObjectStoreEnvironmentBean()
        .setObjectStoreType(VolatileStore.class.getName());
  }

  private final Number[] numbers;

  NarayanaStm(int count, long initial) {
    Container<Number> container = new Container<>();
    numbers = new Number[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = container.create(new Held(initial));
    }
  }

  /** What its proxies have. */
  @Transactional
  public interface Number {
    long get();

    void set(long value);

    void add(long amount);
  }

  /** One reference. */
  public static final class Held implements Number {
    @State private long value;

    Held(long value) {
      this.value = value;
    }

    @Override
    @ReadLock
    public long get() {
      return value;
    }

    @Override
    @WriteLock
    public void set(long value) {
      this.value = value;
    }

    @Override
    @WriteLock
    public void add(long amount) {
      value += amount;
    }
  }

  @Override
  void increment(int ref) {
    atomic(() -> add(ref, 1));
  }

  /** It has no commute. */
  @Override
  void commute(int ref) {
    increment(ref);
  }

  @Override
  void transfer(int from, int to, long amount) {
    atomic(() -> add(from, -amount) + add(to, amount));
  }

  @Override
  void incrementAll(int[] chosen) {
    atomic(
        () -> {
          for (int i : chosen) {
            add(i, 1);
          }
          return 0;
        });
  }

  private long add(int ref, long amount) {
    numbers[ref].add(amount);
    return 0;
  }

  @Override
  long sum() {
    return atomic(
        () -> {
          long total = 0;
          for (Number number : numbers) {
            total += number.get();
          }
          return total;
        });
  }

  @Override
  long atomically(Program program) {
    return atomic(() -> program.run(new Kept(numbers)));
  }

  private record Kept(Number[] numbers) implements Cells {
    @Override
    public long get(int ref) {
      return numbers[ref].get();
    }

    @Override
    public void set(int ref, long value) {
      numbers[ref].set(value);
    }
  }

  @Override
  long value(int ref) {
    return atomic(numbers[ref]::get);
  }

  private static long atomic(LongSupplier body) {
    for (; ; ) {
      AtomicAction action = new AtomicAction();
      action.begin();
      try {
        long result = body.getAsLong();
        if (action.commit() == ActionStatus.COMMITTED) {
          return result;
        }
      } catch (Throwable thrown) {
        action.abort();
        if (!(thrown instanceof LockException)) {
          throw thrown;
        }
      }
    }
  }
}
