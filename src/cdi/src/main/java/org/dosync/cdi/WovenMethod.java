package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;
import org.dosync.Delay;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/** A method that does what its annotations say without a container. */
final class WovenMethod {

  /** Of the private method that has the body. */
  private static final String PREFIX = "dosync$";

  private final Method method;
  private final @Nullable Delay<TransactionPlan> transaction;
  private final @Nullable Delay<SideEffectPlan> sideEffect;

  /** Without plans yet: where an interceptor is there too, they are not needed. */
  WovenMethod(Method method) {
    this.method = method;
    Dosync dosync = find(Dosync.class, method);
    SideEffect effect = find(SideEffect.class, method);
    this.transaction = dosync == null ? null : Delay.of(() -> plan(dosync));
    this.sideEffect = effect == null ? null : Delay.of(() -> plan(effect));
  }

  /** One on the class is for the methods that a container would intercept, and for final ones. */
  private static <A extends Annotation> @Nullable A find(Class<A> type, Method method) {
    A found = method.getAnnotation(type);
    boolean isOfClass = (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
    return found == null && isOfClass ? method.getDeclaringClass().getAnnotation(type) : found;
  }

  private TransactionPlan plan(Dosync written) {
    Class<?> type = method.getDeclaringClass();
    return new TransactionPlan(
        valid(
            TransactionPlan.configured(
                written, Annotations.of(type), method, Configuration.ofApplication())),
        type,
        method);
  }

  private SideEffectPlan plan(SideEffect written) {
    Class<?> type = method.getDeclaringClass();
    return new SideEffectPlan(
        valid(
            SideEffectPlan.configured(
                written, Annotations.of(type), method, Configuration.ofApplication())),
        type,
        method);
  }

  private static <A extends Annotation> A valid(Configured<A> configured) {
    if (!configured.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", configured.problems()));
    }
    return configured.annotation();
  }

  static boolean isWoven(Method method) {
    try {
      return method
          .getDeclaringClass()
          .getDeclaredMethod(PREFIX + method.getName(), method.getParameterTypes())
          .isSynthetic();
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Nullable Object run(Callable<@Nullable Object> body, @Nullable Object target) throws Exception {
    if (Entered.take(target, method)) {
      return body.call();
    }
    return sideEffect != null && Transaction.isRunning()
        ? sideEffect.deref().run(() -> inTransaction(body))
        : inTransaction(body);
  }

  private @Nullable Object inTransaction(Callable<@Nullable Object> body) throws Exception {
    return transaction == null ? body.call() : transaction.deref().run(body);
  }

  /** Of a method that returns nothing. */
  static Callable<@Nullable Object> callable(Runnable body) {
    return () -> {
      body.run();
      return null;
    };
  }
}
