package org.dosync;

import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A transaction that waits, after {@code retry()}, until a ref it has read is changed.
 *
 * <p>No wake-up is lost: the waiter enters itself at each ref and then looks at the heads; a commit
 * makes its versions pending heads and, once it has committed, looks for waiters. Either the waiter
 * sees the pending head, or the commit sees the waiter.
 */
final class Waiter {

  private final Thread thread = Thread.currentThread();
  private final Map<TransactionalRef<?>, Version> read = new HashMap<>();
  private volatile boolean changed;

  Waiter() {}

  static void await(Attempt attempt, Contention contention) {
    Waiter waiter = new Waiter();
    try {
      attempt.forEachDependency(waiter::enter);
      waiter.requireSomethingRead(attempt);
      waiter.park(contention);
    } finally {
      waiter.read.keySet().forEach(ref -> Waiters.leave(ref, waiter));
    }
  }

  /** Of two versions of a ref the first one read is not current any more. */
  private void enter(Version version) {
    Version first = read.putIfAbsent(version.ref, version);
    if (first == null) {
      Waiters.enter(version.ref, this);
    } else if (first != version) {
      changed = true;
    }
  }

  private void requireSomethingRead(Attempt attempt) {
    if (read.isEmpty()) {
      throw new DosyncException(
          "retry in transaction "
              + attempt.options().label()
              + " would wait for ever: it has read no ref whose change could wake it. Read those that"
              + " the condition depends on in the body");
    }
  }

  private void park(Contention contention) {
    VarHandle.fullFence(); // entered first, looked afterwards
    for (int turn = 0; !changed; turn++) {
      boolean pending = isPending(); // asked first: a commit that ends in between has moved a head
      if (hasMoved()) {
        return;
      }
      contention.throwIfOver(read.keySet());
      if (pending) {
        Spin.once(turn);
      } else {
        LockSupport.parkNanos(this, contention.remaining());
      }
    }
  }

  private boolean hasMoved() {
    return read.values().stream().anyMatch(version -> Version.newest(version.ref) != version);
  }

  /** A commit that is under way may have looked for waiters before this one entered. */
  private boolean isPending() {
    return read.keySet().stream().anyMatch(ref -> ref.head().isUndecided());
  }

  void wake() {
    changed = true;
    LockSupport.unpark(thread);
  }
}
