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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs methods as transactions; the innermost, so that only the body itself runs again. */
@Dosync
@Interceptor
@Priority(DosyncInterceptor.PRIORITY)
class DosyncInterceptor implements Serializable { // as beans of a session want it

  static final int PRIORITY = Interceptor.Priority.PLATFORM_AFTER + 500;

  private static final long serialVersionUID = 1L;

  private static final Object[] NONE = {};

  private final @Nullable Bean<?> bean;
  private final transient Plans.OfBean plans;

  @Inject
  DosyncInterceptor(@TransientReference Container container, @Intercepted @Nullable Bean<?> bean) {
    this.bean = bean;
    this.plans = container.plans().of(bean);
  }

  private Object readResolve() {
    return new DosyncInterceptor(CDI.current().select(Container.class).get(), bean);
  }

  @AroundInvoke
  @Nullable Object run(InvocationContext call) throws Exception {
    TransactionPlan plan = plans.transaction(call.getMethod());
    return plan.run(new Tries(call, plan.isWoven()));
  }

  /** The body, for each try with the arguments of the call. */
  private static final class Tries implements Callable<@Nullable Object> {

    private final InvocationContext call;

    // Transient: what is ours is no state of the body to dosync-junit.
    private final transient Object[] arguments;
    private final transient boolean woven;
    private transient boolean again;

    Tries(InvocationContext call, boolean woven) {
      Object[] given = call.getParameters();
      this.call = call;
      this.woven = woven;
      this.arguments = given.length == 0 ? NONE : given.clone();
    }

    @Override
    public @Nullable Object call() throws Exception {
      if (again && arguments.length > 0) {
        call.setParameters(arguments.clone());
      }
      again = true;
      return woven ? Entered.proceed(call) : call.proceed();
    }
  }
}
