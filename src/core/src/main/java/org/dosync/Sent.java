package org.dosync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import org.dosync.Captured.CapturedAction;
import org.jspecify.annotations.Nullable;

/** An action in a mailbox: 40 bytes with compressed references, beside the function itself. */
final class Sent extends Entry {

  private static final VarHandle ACTION;

  static {
    try {
      ACTION = MethodHandles.lookup().findVarHandle(Sent.class, "action", Action.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Executor executor;

  /** Null once it has begun or was dropped: an idle mailbox must not hold on to it. */
  @Nullable Action<@Nullable Object> action;

  final @Nullable Promise<@Nullable Object> promise;

  Sent(
      Executor executor,
      Action<@Nullable Object> action,
      @Nullable Promise<@Nullable Object> promise) {
    this.executor = executor;
    this.action = action;
    this.promise = promise;
  }

  /** Its promise cannot be delivered before that has ended; null if there is nothing such. */
  void heldBy(@Nullable Object holder) {
    if (promise != null) {
      promise.heldBy(holder);
    }
  }

  /** Where an action comes from. */
  static @Nullable String origin(@Nullable Action<?> action) {
    if (!(action instanceof CapturedAction<?> withOrigin)) {
      return action == null ? null : Origin.of(action);
    }
    return Origin.of(withOrigin.action(), withOrigin.captured().origin());
  }

  /**
   * The action, for one caller only: who is going to run it, or to tell that it does not run. Null
   * for all others, and if whoever waits for it has been told already.
   */
  @Nullable Action<@Nullable Object> claim() {
    Action<@Nullable Object> now = action;
    if (promise == null) {
      action = null;
      return now;
    }
    return promise.isDone() || now == null || !ACTION.compareAndSet(this, now, null) ? null : now;
  }
}
