package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.TransientReference;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import org.dosync.DosyncException;
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
    Returns returns = Returns.of(call.getMethod());
    if (returns == Returns.VALUE) {
      throw refusal(call.getMethod());
    }
    DosyncRuntime here = container.runtime();
    Promise<?> promise = here.future(new AsyncCall(call, here, container.requestScope()));
    return returns == Returns.NOTHING ? null : promise;
  }

  /** Of what an {@code InterceptionFactory} makes, which nobody looks at before. */
  private static DosyncException refusal(Method method) {
    return new DosyncException(
        AsyncCall.nameOf(method)
            + " can't be @Async, since it returns "
            + Returns.nameOfType(method)
            + ": return void, a Promise, a CompletionStage, a CompletableFuture or a Future");
  }
}
