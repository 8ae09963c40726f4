package org.dosync.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
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
    return PROMISES.contains(method.getReturnType()) && !isOpen(method) ? PROMISE : VALUE;
  }

  /** A caller may take a type variable for a type that no promise of ours is of. */
  private static boolean isOpen(Method method) {
    return method.getGenericReturnType() instanceof TypeVariable<?>;
  }

  /** Also what nobody but the method itself can make, such as a {@code ScheduledFuture}. */
  static boolean isLater(Method method) {
    Class<?> type = method.getReturnType();
    return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
  }

  static String nameOfType(Method method) {
    return isOpen(method)
        ? method.getGenericReturnType().getTypeName()
        : method.getReturnType().getSimpleName();
  }

  /** The value of what a body returns in the place of one; waits for it if need be. */
  static @Nullable Object valueOf(@Nullable Object returned) throws Exception {
    if (!(returned instanceof Future<?>) && !(returned instanceof CompletionStage<?>)) {
      return returned;
    }
    Future<?> future =
        returned instanceof CompletionStage<?> stage ? future(stage) : (Future<?>) returned;
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Unchecked.rethrow(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Future<?> future(CompletionStage<?> stage) {
    try {
      return stage.toCompletableFuture();
    } catch (UnsupportedOperationException allowed) {
      CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
      stage.whenComplete((value, thrown) -> settle(future, value, thrown));
      return future;
    }
  }

  private static void settle(
      CompletableFuture<@Nullable Object> future,
      @Nullable Object value,
      @Nullable Throwable thrown) {
    if (thrown == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(thrown);
    }
  }
}
