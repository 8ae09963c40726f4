package org.dosync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a transaction that has lost too often barge in: while it is favoured, other transactions
 * wait before they begin their commit. One at a time, first come, first served.
 *
 * <p>Why every finite transaction commits: only commits that were past {@link #giveWay} already can
 * still beat the favoured one, and only until its patience ends; its patience is twice its age, so
 * more than twice what its last try took, and grows with each try. Patience has an end so that a
 * body that waits for another transaction (which it should not) stops nobody for good: whoever
 * comes next takes the favour over then.
 */
final class Barge {

  private static final int LOST_TRIES = 16;
  private static final long OLD_NANOS = MILLISECONDS.toNanos(20);

  /** Who has it is the next to be favoured; the others stand in line. */
  private static final Semaphore NEXT = new Semaphore(1, true);

  private static final VarHandle FAVOUR;

  static {
    try {
      FAVOUR = MethodHandles.lookup().findStaticVarHandle(Barge.class, "favour", Favour.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Given by compare-and-set to null, or to one that is over; taken back only by its holder. */
  private static volatile @Nullable Favour favour;

  private record Favour(Contention holder, Thread thread, long until) {

    static Favour of(Contention holder) {
      return new Favour(holder, Thread.currentThread(), System.nanoTime() + patience(holder));
    }

    boolean isOver() {
      return System.nanoTime() - until > 0;
    }
  }

  private Barge() {}

  /** Before the next try of a transaction that has lost some. */
  static void backOffOrEnter(Contention contention, int lost) {
    Favour now = favour;
    if (now != null && now.holder == contention && replace(now, Favour.of(contention))) {
      return;
    }
    if (lost < LOST_TRIES && (lost < 2 || contention.age() < OLD_NANOS)) {
      Spin.backOff(lost);
    } else {
      enter(contention);
    }
  }

  private static void enter(Contention contention) {
    Favour now = favour;
    if (now != null && now.thread == Thread.currentThread() && !now.isOver()) {
      return; // others give way to the transaction around this one, and so to this one
    }
    long wait = Math.min(patience(contention), contention.remaining());
    long end = System.nanoTime() + wait;
    try {
      if (NEXT.tryAcquire(wait, NANOSECONDS)) {
        try {
          awaitTurn(
              new Favour(contention, Thread.currentThread(), end + patience(contention)), end);
        } finally {
          NEXT.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      contention.throwIfOver();
    }
  }

  private static void awaitTurn(Favour next, long end) {
    for (int turn = 0; System.nanoTime() - end < 0; turn++) {
      Favour now = favour;
      if ((now == null || now.isOver()) && replace(now, next)) {
        return;
      }
      next.holder.throwIfOver();
      Spin.once(turn);
    }
  }

  private static boolean replace(@Nullable Favour now, @Nullable Favour next) {
    return FAVOUR.compareAndSet(now, next);
  }

  private static long patience(Contention contention) {
    return Math.max(OLD_NANOS, 2 * contention.age());
  }

  static void leave(Contention contention) {
    Favour now = favour;
    if (now != null && now.holder == contention) {
      replace(now, null);
    }
  }

  /**
   * Before a commit takes its first ref: waits while a transaction of another thread is favoured.
   */
  static void giveWay(Attempt attempt) {
    Favour now = favour;
    if (now != null && now.thread != Thread.currentThread()) {
      giveWayTo(now.holder, attempt.contention());
    }
  }

  private static void giveWayTo(Contention holder, @Nullable Contention own) {
    for (int turn = 0; isFavoured(holder) && (own == null || own.mayWait()); turn++) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      Spin.once(turn);
    }
  }

  private static boolean isFavoured(Contention holder) {
    Favour now = favour;
    return now != null && now.holder == holder && !now.isOver();
  }
}
