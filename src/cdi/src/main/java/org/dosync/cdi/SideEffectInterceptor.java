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
import java.util.EnumSet;
import java.util.Set;
import org.dosync.Effect;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/** Keeps side effects out of transactions; on the thread that runs the method. */
@SideEffect
@Interceptor
@Priority(SideEffectInterceptor.PRIORITY)
class SideEffectInterceptor implements Serializable { // as beans of a session want it

  static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 7;

  private static final long serialVersionUID = 1L;

  private static final Set<Effect> ALL = EnumSet.allOf(Effect.class);

  private final @Nullable Bean<?> bean;
  private final transient Plans.OfBean plans;

  @Inject
  SideEffectInterceptor(@TransientReference Plans plans, @Intercepted @Nullable Bean<?> bean) {
    this.bean = bean;
    this.plans = plans.of(bean);
  }

  private Object readResolve() {
    return new SideEffectInterceptor(CDI.current().select(Plans.class).get(), bean);
  }

  @AroundInvoke
  @Nullable Object guard(InvocationContext call) throws Exception {
    return Transaction.isRunning() ? inTransaction(call) : call.proceed();
  }

  private @Nullable Object inTransaction(InvocationContext call) throws Exception {
    SideEffectPlan plan = plans.sideEffect(call.getMethod());
    return switch (plan.policy()) {
      case FORBID -> {
        Transaction.io(plan.name() + " has a side effect, and was called in a transaction");
        yield call.proceed();
      }
      case DEFER -> {
        Transaction.onCommit(deferred(call));
        yield null;
      }
      case WARN -> {
        plan.warn();
        yield Transaction.allow(ALL, call::proceed);
      }
      case ALLOW -> Transaction.allow(ALL, call::proceed);
    };
  }

  private static Runnable deferred(InvocationContext call) {
    Object[] arguments = call.getParameters().clone();
    return () -> {
      try {
        call.setParameters(arguments);
        call.proceed();
      } catch (Exception e) {
        throw Unchecked.rethrow(e);
      }
    };
  }
}
