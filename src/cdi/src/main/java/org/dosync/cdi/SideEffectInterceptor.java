package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.TransientReference;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/** Keeps side effects out of transactions; on the thread that runs the method. */
@SideEffect
@Interceptor
@Priority(SideEffectInterceptor.PRIORITY)
class SideEffectInterceptor implements Serializable { // as beans of a session want it

  static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 7;

  private static final long serialVersionUID = 1L;

  private final @Nullable Bean<?> bean;
  private final transient Plans.OfBean plans;

  @Inject
  SideEffectInterceptor(
      @TransientReference Container container, @Intercepted @Nullable Bean<?> bean) {
    this.bean = bean;
    this.plans = container.plans().of(bean);
  }

  private Object readResolve() {
    return new SideEffectInterceptor(CDI.current().select(Container.class).get(), bean);
  }

  @AroundInvoke
  @Nullable Object guard(InvocationContext call) throws Exception {
    return Transaction.isRunning() ? inTransaction(call) : call.proceed();
  }

  private @Nullable Object inTransaction(InvocationContext call) throws Exception {
    SideEffectPlan plan = plans.sideEffect(call.getMethod());
    Object[] arguments = call.getParameters().clone();
    return plan.run(
        () -> {
          call.setParameters(arguments);
          return plan.isWoven() ? Entered.proceed(call) : call.proceed();
        });
  }
}
