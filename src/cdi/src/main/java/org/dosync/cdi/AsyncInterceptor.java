package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.TransientReference;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;
import org.jspecify.annotations.Nullable;

/** Starts methods on other threads; the outermost, so that all others run there. */
@Async
@Interceptor
@Priority(AsyncInterceptor.PRIORITY)
class AsyncInterceptor implements Serializable { // as beans of a session want it

  static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 5;

  private static final long serialVersionUID = 1L;

  private final transient ContainerRuntime runtime;
  private final transient RequestScope requestScope;

  @Inject
  AsyncInterceptor(
      @TransientReference ContainerRuntime runtime, @TransientReference RequestScope requestScope) {
    this.runtime = runtime;
    this.requestScope = requestScope;
  }

  private Object readResolve() {
    CDI<Object> container = CDI.current();
    return new AsyncInterceptor(
        container.select(ContainerRuntime.class).get(), container.select(RequestScope.class).get());
  }

  @AroundInvoke
  @Nullable Object start(InvocationContext call) {
    DosyncRuntime here = runtime.get();
    Promise<?> promise = here.future(new AsyncCall(call, here, requestScope));
    return Returns.of(call.getMethod()) == Returns.NOTHING ? null : promise;
  }
}
