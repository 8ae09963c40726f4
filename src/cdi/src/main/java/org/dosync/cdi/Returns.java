package org.dosync.cdi;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.dosync.Promise;
import org.jspecify.annotations.Nullable;

/** What a method that runs elsewhere gives its caller. */
enum Returns {
  /** The caller goes on, and hears nothing. */
  NOTHING,
  /** The caller goes on, and may ask for the outcome. */
  PROMISE,
  /** The caller has to wait. */
  VALUE;

  private static final Set<Class<?>> PROMISES =
      Set.of(Future.class, CompletionStage.class, CompletableFuture.class, Promise.class);

  static Returns of(Method method) {
    if (method.getReturnType() == void.class) {
      return NOTHING;
    }
    return PROMISES.contains(method.getReturnType()) ? PROMISE : VALUE;
  }

  /** The value of what a body returns in the place of one; waits for it if need be. */
  static @Nullable Object valueOf(@Nullable Object returned) throws Exception {
    if (!(returned instanceof Future<?>) && !(returned instanceof CompletionStage<?>)) {
      return returned;
    }
    Future<?> future =
        returned instanceof CompletionStage<?> stage
            ? stage.toCompletableFuture()
            : (Future<?>) returned;
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Unchecked.rethrow(e.getCause() == null ? e : e.getCause());
    }
  }
}
