package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;
import org.jspecify.annotations.Nullable;

/** Starts methods on other threads; the outermost, so that all others run there. */
@Async
@Interceptor
@Priority(AsyncInterceptor.PRIORITY)
class AsyncInterceptor {

  static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 5;

  private final ContainerRuntime runtime;
  private final RequestScope requestScope;

  @Inject
  AsyncInterceptor(ContainerRuntime runtime, RequestScope requestScope) {
    this.runtime = runtime;
    this.requestScope = requestScope;
  }

  @AroundInvoke
  @Nullable Object start(InvocationContext call) {
    DosyncRuntime here = runtime.get();
    Promise<?> promise = here.future(new AsyncCall(call, here, requestScope));
    return Returns.of(call.getMethod()) == Returns.NOTHING ? null : promise;
  }
}
