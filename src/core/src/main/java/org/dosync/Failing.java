package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent has failed, and why. Fails with an owner, who has something to do yet; is left
 * by that one; belongs to one who restarts it; is over.
 */
final class Failing {

  private static final VarHandle FAILED;

  static {
    try {
      FAILED = MethodHandles.lookup().findVarHandle(Failing.class, "failed", Failed.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Owned: somebody still, or again, takes entries out. */
  private record Failed(Throwable error, boolean owned) {}

  private volatile @Nullable Failed failed;

  @Nullable Throwable error() {
    Failed now = failed;
    return now == null ? null : now.error;
  }

  void begin(Throwable error) {
    failed = new Failed(error, true);
  }

  /** From here on a restart may make somebody else the owner. */
  void leave() {
    failed = new Failed(requireNonNull(failed).error, false);
  }

  /**
   * Whether it had failed, and the caller is the one to restart it. Whoever comes second waits for
   * the first, a few steps without user code: it may send as soon as this returns.
   */
  boolean beginRestart() {
    for (int turn = 0; ; turn++) {
      Failed now = failed;
      if (now == null) {
        return false;
      }
      if (!now.owned && FAILED.compareAndSet(this, now, new Failed(now.error, true))) {
        return true;
      }
      Spin.once(turn);
    }
  }

  void end() {
    failed = null;
  }
}
