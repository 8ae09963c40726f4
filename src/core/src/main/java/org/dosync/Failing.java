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

  /** Whether it had failed, and the caller is the one to restart it. */
  boolean beginRestart() {
    Failed now = failed;
    for (int turn = 0; now != null && now.owned; turn++) { // a few steps, no user code
      Spin.once(turn);
      now = failed;
    }
    return now != null && FAILED.compareAndSet(this, now, new Failed(now.error, true));
  }

  void end() {
    failed = null;
  }
}
