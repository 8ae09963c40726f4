package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Runs methods as transactions; the innermost, so that only the body itself runs again. */
@Dosync
@Interceptor
@Priority(DosyncInterceptor.PRIORITY)
class DosyncInterceptor {

  static final int PRIORITY = Interceptor.Priority.PLATFORM_AFTER + 500;

  private final Plans plans;
  private final @Nullable Bean<?> bean;

  @Inject
  DosyncInterceptor(Plans plans, @Intercepted @Nullable Bean<?> bean) {
    this.plans = plans;
    this.bean = bean;
  }

  @AroundInvoke
  @Nullable Object run(InvocationContext call) throws Exception {
    Object[] arguments = call.getParameters().clone();
    return plans
        .transaction(bean, call.getMethod())
        .run(
            () -> {
              call.setParameters(arguments.clone());
              return call.proceed();
            });
  }
}
