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

  private final transient Container container;

  @Inject
  AsyncInterceptor(@TransientReference Container container) {
    this.container = container;
  }

  private Object readResolve() {
    return new AsyncInterceptor(CDI.current().select(Container.class).get());
  }

  @AroundInvoke
  @Nullable Object start(InvocationContext call) {
    DosyncRuntime here = container.runtime();
    Promise<?> promise = here.future(new AsyncCall(call, here, container.requestScope()));
    return Returns.of(call.getMethod()) == Returns.NOTHING ? null : promise;
  }
}
