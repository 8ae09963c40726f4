package org.dosync;

import java.util.concurrent.Executor;
import org.dosync.Captured.CapturedAction;
import org.jspecify.annotations.Nullable;

/** An action in a mailbox: 40 bytes with compressed references, beside the function itself. */
final class Sent extends Entry {

  final Executor executor;

  /** Null once it has run: an idle mailbox must not hold on to it. */
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

  /** Where it comes from; null once it has run. */
  @Nullable String origin() {
    Action<?> now = action;
    if (!(now instanceof CapturedAction<?> withOrigin)) {
      return now == null ? null : Origin.of(now);
    }
    String line = withOrigin.captured().origin();
    return line == null ? Origin.of(withOrigin.action()) : line;
  }

  /** Whether whoever waits for it has been told already that it does not run. */
  boolean isWithdrawn() {
    return promise != null && promise.isDone();
  }
}
